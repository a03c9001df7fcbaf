import { betterAuth, type GenericEndpointContext } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { genericOAuth, magicLink } from 'better-auth/plugins';
import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ROLES } from '../access.js';
import { recordAudit } from '../audit/record.js';
import type { Config } from '../config.js';
import { logins, people, sessions, verifications } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { MAX_PASSWORD, MIN_PASSWORD, SESSION_HOURS } from './contract.js';

/** Begins the names of our cookies. */
export const COOKIE_PREFIX = 'citymatch';
/** The provider of OIDC, as `logins.provider` has it. */
export const OIDC = 'oidc';
/** Where the provider sends the browser back to. */
export const OIDC_RETURN = '/console/sign-in/return';
/** Seconds that a mailed link signs in for. */
const LINK_SECONDS = 600;
/** A session's end is moved on at most so often, in seconds. */
const TOUCH_SECONDS = 600;
/** Tells the library the network address: we make this header ourselves, after TRUST_PROXY was minded. */
export const CLIENT_IP_HEADER = 'x-client-ip';

export interface AuthDeps {
  db: Database;
  config: Pick<Config, 'oidc'>;
  /** Where people reach us. */
  address: string;
  secret: string;
  log: Logger;
  /** Mails a link that signs in, if the address is a person's. */
  onLink(about: { email: string; token: string; next: string }): void;
}

export type Auth = ReturnType<typeof createAuth>;

/** The library behind the accounts, over our tables. Nobody can sign up; its HTTP routes are not mounted. */
export function createAuth({ db, config, address, secret, log, onLink }: AuthDeps) {
  return betterAuth({
    appName: 'CityMatch',
    baseURL: address,
    basePath: '/v1/auth',
    secret,
    telemetry: { enabled: false },
    database: drizzleAdapter(db, {
      provider: 'pg',
      transaction: true,
      schema: { user: people, session: sessions, account: logins, verification: verifications },
    }),
    logger: {
      level: 'error',
      // Messages only: what comes with them may hold addresses.
      log: (_level, message) => log.debug({ from: 'better-auth' }, message),
    },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: address.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    },
    session: { expiresIn: SESSION_HOURS * 3600, updateAge: TOUCH_SECONDS, cookieCache: { enabled: false } },
    verification: { storeIdentifier: 'hashed' },
    user: {
      additionalFields: {
        role: { type: [...ROLES], input: false, required: true },
        disabled: { type: 'boolean', input: false, required: true },
      },
    },
    account: {
      updateAccountOnSignIn: false,
      // The operator chose the provider: an address it gives is that person's.
      accountLinking: { enabled: true, trustedProviders: [OIDC] },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
      revokeSessionsOnPasswordReset: true,
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: LINK_SECONDS,
        storeToken: 'hashed',
        sendMagicLink: ({ email, token, metadata }) =>
          onLink({ email, token, next: String(metadata?.next ?? '') }),
      }),
      genericOAuth({ config: config.oidc === undefined ? [] : [oidcProvider(config.oidc, address)] }),
    ],
    databaseHooks: hooksOver(db),
  });
}

function oidcProvider({ issuer, clientId, clientSecret }: NonNullable<Config['oidc']>, address: string) {
  return {
    providerId: OIDC,
    clientId,
    clientSecret,
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    redirectURI: address + OIDC_RETURN,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    disableSignUp: true,
    // An address that the provider itself has not verified proves nothing; one that says nothing is trusted.
    mapProfileToUser: (profile: Record<string, unknown>) =>
      profile.email_verified === false || profile.email_verified === 'false' ? { email: '' } : {},
  };
}

const stateSchema = z.object({ disabled: z.boolean() });

/** Ways to sign in, by the library's own paths; sessions that it renews are none. */
const METHODS: Record<string, string> = {
  '/sign-in/email': 'password',
  '/magic-link/verify': 'link',
  '/callback/:id': 'oidc',
};

/** Nobody signs up, the disabled do not sign in, tokens of providers are not kept, sign-ins are audited. */
function hooksOver(db: Database) {
  const find = async (id: string) => {
    const [person] = await db.select().from(people).where(eq(people.id, id));
    return person;
  };
  return {
    user: { create: { before: async () => false as const } },
    account: {
      create: {
        before: async () => ({
          data: { accessToken: null, refreshToken: null, idToken: null, scope: null },
        }),
      },
    },
    session: {
      create: {
        before: async ({ userId }: { userId: string }, context: GenericEndpointContext | null) => {
          // By the library's own adapter: it may be in a transaction, which PGlite lets nobody else wait beside.
          const person = stateSchema.safeParse(await context?.context.internalAdapter.findUserById(userId));
          if (!person.success || person.data.disabled) {
            throw new APIError('FORBIDDEN', { code: 'PERSON_DISABLED', message: 'This account is disabled' });
          }
        },
        after: async ({ userId }: { userId: string }, context: GenericEndpointContext | null) => {
          const by = METHODS[context?.path ?? ''];
          const person = by === undefined ? undefined : await find(userId);
          if (person === undefined) return;
          const { id, name, email, role } = person;
          await recordAudit(db, {
            actor: { kind: 'person', id, name, email, role },
            action: 'person.signed-in',
            subject: { kind: 'person', id },
            after: { by },
            requestId: context?.headers?.get('x-request-id') ?? undefined,
          });
        },
      },
    },
  };
}
