import { and, desc, eq, gt } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Asker, Person } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { type Config, siteAddress } from '../config.js';
import { people, sessions } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { type QueuedMail, queueMails } from '../mail/queue.js';
import { type Auth, createAuth } from './auth.js';
import { cookiesOf, headersOf, mayBeSignedIn } from './client.js';
import type { AccountService, Client } from './contract.js';
import { takeAttempt } from './failures.js';
import { addFirstAdmin, newSetupSecret, nobodyYet, setupIsOpen } from './first-admin.js';
import { createLimiter } from './limits.js';
import { invitationMail, passwordLinkMail, signInLinkMail } from './mails.js';
import { requireGoodPassword } from './password.js';
import { changePassword, newPasswordToken, setPassword } from './passwords.js';
import { addPerson, changePerson, endSessions, listPeople, nameOf, onePerson, toPerson } from './people.js';
import { authSecret } from './secret.js';
import { finishOidc, signInByLink, signInByPassword, startOidc } from './sign-in.js';

/** Seconds that links to set a password work for: one asked for, one for somebody who was invited. */
export const ASKED_SECONDS = 3600;
const INVITED_SECONDS = 7 * 24 * 3600;

export interface AccountsDeps {
  db: Database;
  config: Pick<Config, 'oidc' | 'authSecret' | 'publicUrl' | 'host' | 'port'>;
  log: Logger;
  /** To be called after a commit that wrote outbox rows. */
  nudge: () => void;
  /** The clock of limits; default: this machine's. */
  now?: (() => Date) | undefined;
}

/** The accounts over their tables. */
export async function createAccounts(deps: AccountsDeps): Promise<AccountService> {
  const { db, config, log, nudge, now = () => new Date() } = deps;
  const address = siteAddress(config);
  const limiter = createLimiter({ db, now });
  const send = async (mail: QueuedMail) => {
    await db.transaction((tx) => queueMails(tx, mail));
    nudge();
  };
  /** Goes on after the answer, so that its time does not tell whether an address is known. */
  const background = (work: () => Promise<void>) => {
    work().catch((error: unknown) => log.error({ err: error }, 'A mail of an account could not be queued'));
  };
  const known = async (email: string) => {
    const [row] = await db.select().from(people).where(eq(people.email, email));
    return row === undefined || row.disabled ? undefined : row;
  };
  const auth = createAuth({
    db,
    config,
    address,
    log,
    secret: await authSecret(db, config.authSecret),
    onLink: ({ email, token, next }) =>
      background(async () => {
        const person = await known(email);
        const query = new URLSearchParams({ token, next });
        if (person) await send(signInLinkMail(person, `${address}/console/sign-in/link?${query}`));
      }),
  });
  const signing = { db, auth, limiter, now };
  const passwordLink = async (id: string, seconds: number) =>
    `${address}/console/password?token=${await newPasswordToken(auth, id, seconds)}`;
  const invitation = async (id: string, asker: Asker) => {
    const link = await passwordLink(id, INVITED_SECONDS);
    const person = await onePerson(db, id);
    await send(invitationMail(person, link, nameOf(asker)));
    return { person, link };
  };

  return {
    personOf: (client) => personOf(auth, client),
    ways: async () => ({ nobodyYet: await nobodyYet(db), oidc: config.oidc !== undefined }),

    signIn: (given, client) => signInByPassword(signing, given, client),
    async sendLink(email, next, client) {
      await takeAttempt(signing, { by: 'link', client });
      if ((await limiter.take('mail', email)) !== undefined) return;
      await auth.api.signInMagicLink({ body: { email, metadata: { next } }, headers: headersOf(client) });
    },
    signInByLink: (token, client) => signInByLink(signing, token, client),
    async startOidc(next, client) {
      if (config.oidc === undefined) throw new AppError('not-found', 'No other provider is configured');
      return startOidc(signing, next, client);
    },
    finishOidc: (query, client) => finishOidc(signing, query, client),
    signOut: (client) => signOut({ db, auth }, client),
    signOutEverywhere: async (person, requestId) => ({ ended: await endSessions(db, { person, requestId }) }),
    sessionsOf: (person, client) => sessionsOf({ db, auth, now }, person, client),

    changePassword: (given, person, client) => changePassword(signing, given, { person, client }),
    async sendPasswordLink(email, client) {
      await takeAttempt(signing, { by: 'password link', client });
      if ((await limiter.take('mail', email)) !== undefined) return;
      background(async () => {
        const person = await known(email);
        if (person) await send(passwordLinkMail(person, await passwordLink(person.id, ASKED_SECONDS)));
      });
    },
    setPassword: (given, client) => setPassword(signing, given, client),

    people: () => listPeople(db),
    async invite(given, asker) {
      const { id } = await db.transaction(async (tx) => {
        const row = await addPerson(tx, given);
        await recordAudit(tx, {
          actor: asker.actor,
          action: 'person.invited',
          subject: { kind: 'person', id: row.id },
          after: { name: row.name, role: row.role },
          requestId: asker.requestId,
        });
        return row;
      });
      return invitation(id, asker);
    },
    async inviteAgain(id, asker) {
      const person = await onePerson(db, id);
      if (person.disabled) throw new AppError('conflict', `${person.name} is disabled: enable them first`);
      await recordAudit(db, {
        actor: asker.actor,
        action: 'person.invited-again',
        subject: { kind: 'person', id },
        requestId: asker.requestId,
      });
      return invitation(id, asker);
    },
    change: (id, change, asker) => changePerson(db, { id, change, asker, now: now() }),

    async newSetupLink(at) {
      const secret = await newSetupSecret(db);
      return secret === undefined
        ? undefined
        : `${at.replace(/\/$/, '')}/console/first-admin?secret=${secret}`;
    },
    setupIsOpen: (secret) => setupIsOpen(db, secret),
    async createFirstAdmin(secret, given, client) {
      await takeAttempt(signing, { by: 'first admin', client });
      requireGoodPassword(given.password, given);
      const { password } = await auth.$context;
      const passwordHash = await password.hash(given.password);
      await addFirstAdmin(db, { secret, given, passwordHash, requestId: client.requestId });
      return signInByPassword(signing, given, client);
    },
  };
}

async function personOf(auth: Auth, client: Client): Promise<Person | undefined> {
  if (!mayBeSignedIn(client.cookie)) return undefined;
  const answer = await auth.api.getSession({ headers: headersOf(client) }).catch((error: unknown) => {
    // Ended by another request in this very moment.
    if (error instanceof Error && 'status' in error && error.status === 'UNAUTHORIZED') return null;
    throw error;
  });
  if (answer === null || answer.user.disabled) return undefined;
  const { id, name, email, role } = answer.user;
  return toPerson({ id, name, email, role });
}

async function signOut({ db, auth }: { db: Database; auth: Auth }, client: Client) {
  const person = await personOf(auth, client);
  const answer = await auth.api.signOut({ headers: headersOf(client), asResponse: true });
  if (person !== undefined) {
    await recordAudit(db, {
      actor: person,
      action: 'person.signed-out',
      subject: { kind: 'person', id: person.id },
      requestId: client.requestId,
    });
  }
  return { cookies: cookiesOf(answer) };
}

async function sessionsOf(
  { db, auth, now }: { db: Database; auth: Auth; now: () => Date },
  person: Person,
  client: Client,
) {
  const current = await auth.api.getSession({ headers: headersOf(client) });
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, person.id), gt(sessions.expiresAt, now())))
    .orderBy(desc(sessions.updatedAt));
  return rows.map(({ id, createdAt, updatedAt, ipAddress, userAgent }) => ({
    id,
    createdAt,
    lastSeenAt: updatedAt,
    ipAddress: ipAddress ?? '',
    userAgent: userAgent ?? '',
    current: id === current?.session.id,
  }));
}
