import { pino } from 'pino';
import type { Person, Role } from '../../src/access.js';
import type { AccountService } from '../../src/accounts/contract.js';
import { type AccountsDeps, createAccounts } from '../../src/accounts/service.js';
import type { Database } from '../../src/db/types.js';
import { createIdentify, type IdentifyDeps } from '../../src/http/identify.js';

/** The password of everybody in tests. */
export const PASSWORD = 'tram lanterns over wet cobbles';

/** Somebody who is signed in, as requests and browsers carry it. */
export interface SignedInPerson {
  person: Person;
  /** For `fetch`: `{ headers: { ...signed.headers, 'content-type': 'application/json' } }`. */
  headers: { cookie: string };
  /** For a browser: `context.addCookies(signed.cookiesFor(address))`. */
  cookiesFor(
    address: string,
  ): { name: string; value: string; url: string; httpOnly: true; sameSite: 'Lax' }[];
}

function signedIn(person: Person, setCookie: readonly string[]): SignedInPerson {
  const pairs = setCookie.map((cookie) => cookie.split(';', 1)[0] ?? '');
  return {
    person,
    headers: { cookie: pairs.join('; ') },
    cookiesFor: (address) =>
      pairs.map((pair) => {
        const at = pair.indexOf('=');
        return {
          name: pair.slice(0, at),
          value: pair.slice(at + 1),
          url: address,
          httpOnly: true,
          sameSite: 'Lax',
        };
      }),
  };
}

interface People {
  /** Signs in somebody of this role: the first admin, or someone they invite; another call, another person. */
  signIn(role: Role, name?: string): Promise<SignedInPerson>;
  /** A new session for somebody. */
  again(who: SignedInPerson): Promise<SignedInPerson>;
  isSignedIn(who: SignedInPerson | undefined): Promise<boolean>;
}

/** The real accounts over a database of the test, with people who sign in through them. */
export interface TestAccounts extends People {
  accounts: AccountService;
  /** What `startHttpApp` and the pages take, next to `accounts`. */
  identify: ReturnType<typeof createIdentify>;
}

/** Another network address than that of requests over HTTP, so that those failing count apart. */
const HERE = { ip: '127.0.0.2', userAgent: 'test', cookie: undefined, requestId: undefined };

/**
 * Accounts for a test in this process:
 * `startHttpApp({ ...(await testAccounts({ db })), ...yourServices })`.
 */
export async function testAccounts({
  db,
  byToken = {},
  ...changes
}: {
  db: Database;
  /** Services whose tokens identify a city or a provider. */
  byToken?: Omit<IdentifyDeps, 'accounts'>;
} & Partial<AccountsDeps>): Promise<TestAccounts> {
  const accounts = await createAccounts({
    db,
    config: { oidc: undefined, authSecret: undefined, publicUrl: undefined, host: '127.0.0.1', port: 3000 },
    log: pino({ level: 'silent' }),
    nudge: () => {},
    ...changes,
  });
  return { accounts, identify: createIdentify({ accounts, ...byToken }), ...peopleOf(accounts) };
}

/** People who sign in through these accounts, whose database must be new. */
export function peopleOf(accounts: AccountService): People {
  let count = 0;
  const first = once(async () => {
    const link = await accounts.newSetupLink('http://test.invalid');
    const secret = new URL(link ?? '').searchParams.get('secret') ?? '';
    const given = { name: 'Ada Admin', email: 'ada@secretariat.test', password: PASSWORD };
    return accounts.createFirstAdmin(secret, given, HERE);
  });
  const enter = async (email: string) => {
    const { person, cookies } = await accounts.signIn({ email, password: PASSWORD }, HERE);
    return signedIn(person, cookies);
  };
  let adminUsed = false;
  return {
    async signIn(role, name) {
      const admin = await first();
      if (role === 'admin' && name === undefined && !adminUsed) {
        adminUsed = true;
        return signedIn(admin.person, admin.cookies);
      }
      count += 1;
      const email = `${role}${count}@secretariat.test`;
      const { link } = await accounts.invite(
        { name: name ?? `${NAMES[role]} ${count}`, email, role },
        { actor: admin.person },
      );
      const token = new URL(link).searchParams.get('token') ?? '';
      await accounts.setPassword({ token, password: PASSWORD }, HERE);
      return enter(email);
    },
    again: ({ person }) => enter(person.email),
    isSignedIn: async (one) =>
      one !== undefined && (await accounts.personOf({ ...HERE, cookie: one.headers.cookie })) !== undefined,
  };
}

const NAMES: Record<Role, string> = { reviewer: 'Rosa Reviewer', staff: 'Sam Staff', admin: 'Abel Admin' };

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
