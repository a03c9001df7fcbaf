import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/client.js';
import { audit, mails, people } from '../../src/db/schema.js';
import { safeNext } from '../../src/web/accounts/next.js';
import { PASSWORD, peopleOf, type SignedInPerson, testAccounts } from '../helpers/accounts.js';
import { createCookieJar } from '../helpers/cookie-jar.js';
import { until } from '../helpers/until.js';
import { startWholeSite } from '../helpers/whole-site.js';

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields),
});

describe('the pages of accounts, without JavaScript', () => {
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let crowd: ReturnType<typeof peopleOf>;
  let admin: SignedInPerson;
  const at = (path: string) => site.address + path;
  const inMail = async (address: string, template: string) => {
    const find = async () =>
      (await site.db.select().from(mails)).findLast(
        (one) => one.toAddress === address && one.template === template,
      );
    await until(async () => (await find()) !== undefined);
    return new URL(/http\S+token=\S+/.exec((await find())?.text ?? '')?.[0] ?? '');
  };

  beforeAll(async () => {
    site = await startWholeSite();
    crowd = peopleOf(site.features.accounts);
  });
  afterAll(() => site.stop());

  it('say how the first administrator is set, and set it once', async () => {
    const window = createCookieJar();
    expect((await window.go(at('/console/sign-in'))).text).toContain('/console/first-admin?secret=');
    const old = new URL((await site.features.accounts.newSetupLink(site.address)) ?? '');
    const link = new URL((await site.features.accounts.newSetupLink(site.address)) ?? '');
    const secret = link.searchParams.get('secret') ?? '';
    expect((await window.go(old.href)).status).toBe(403);
    expect((await window.go(link.href)).status).toBe(200);
    const given = { secret, name: 'Ada Admin', email: 'Ada@Secretariat.test', password: PASSWORD };
    const weak = await window.go(
      at('/console/first-admin'),
      form({ ...given, password: 'ada@secretariat.test' }),
    );
    expect(weak.status).toBe(400);
    expect(weak.text).toContain('too easy to guess');
    expect(weak.text).toContain('value="Ada Admin"');
    const guess = await window.go(at('/console/first-admin'), form({ ...given, secret: 'x'.repeat(32) }));
    expect(guess.status).toBe(403);
    expect(await site.db.select().from(people)).toEqual([]);
    await window.go(at('/console/first-admin'), form(given));
    const account = await window.go(at('/console/account'));
    expect(account.text).toContain('ada@secretariat.test');
    expect(account.text).toContain('Administrator');
    expect((await createCookieJar().go(link.href)).status).toBe(403);
    const again = await createCookieJar().go(
      at('/console/first-admin'),
      form({ ...given, email: 'eve@secretariat.test' }),
    );
    expect(again.status).toBe(403);
    expect((await createCookieJar().go(at('/console/sign-in'))).text).not.toContain('first-admin');
    const [row] = await site.db.select().from(people);
    admin = await crowd.again({
      person: {
        kind: 'person',
        id: row?.id ?? '',
        name: 'Ada Admin',
        email: row?.email ?? '',
        role: 'admin',
      },
      headers: { cookie: '' },
      cookiesFor: () => [],
    });
  });

  /** A window in which somebody is signed in by the form. */
  async function windowOf(email: string, next = '/console/account') {
    const window = createCookieJar();
    const page = await window.go(at('/console/sign-in'), form({ email, password: PASSWORD, next }));
    return { window, page };
  }

  it('invite, sign in, lead back to the page asked for, and sign out', async () => {
    const { window: admins } = await windowOf(admin.person.email);
    const invitation = { name: '<b>Rosa</b> & Co', email: 'rosa@secretariat.test', role: 'reviewer' };
    const invited = await admins.go(at('/console/people'), form(invitation));
    expect(invited.text).toContain('&lt;b>Rosa&lt;/b> &amp; Co');
    const link = await inMail('rosa@secretariat.test', 'account-invitation');
    expect(invited.text).toContain(link.searchParams.get('token'));

    const window = createCookieJar();
    const asked = await window.go(at('/console/account?from=mail'));
    expect(asked.url).toBe(at('/console/sign-in?next=%2Fconsole%2Faccount%3Ffrom%3Dmail'));
    const token = link.searchParams.get('token') ?? '';
    expect((await window.go(at(`/console/password?token=${token}`))).status).toBe(200);
    const short = await window.go(at('/console/password'), form({ token, password: 'short' }));
    expect([short.status, short.text.includes('at least 12')]).toEqual([400, true]);
    const saved = await window.go(at('/console/password'), form({ token, password: PASSWORD }));
    expect(saved.text).toContain('Your password is saved');
    expect((await window.go(at('/console/password'), form({ token, password: PASSWORD }))).status).toBe(401);

    const next = '/console/account?from=mail';
    const credentials = { email: 'rosa@secretariat.test', password: PASSWORD, next };
    const page = await window.go(at('/console/sign-in'), form(credentials));
    expect(page).toMatchObject({ status: 200, url: at(next) });
    expect(page.text).toContain('This browser');
    const people = await window.go(at('/console/people'));
    expect(people.status).toBe(403);
    expect(people.text).toContain('Your role is Reviewer');
    const out = await window.go(at('/console/account/sign-out'), form({}));
    expect(out.url).toBe(at('/console/sign-in'));
    expect((await window.go(at('/console/account'))).url).toContain('/console/sign-in');
  });

  it('sign in by a mailed link, whose page alone uses nothing up', async () => {
    const { person } = await signInSomebody('staff');
    const window = createCookieJar();
    const mailed = await window.go(
      at('/console/sign-in/mail'),
      form({ email: person.email, next: '/console/account' }),
    );
    const unknown = await window.go(at('/console/sign-in/mail'), form({ email: 'nobody@x.test', next: '/' }));
    expect(unknown.text.replaceAll('nobody@x.test', '')).toBe(mailed.text.replaceAll(person.email, ''));
    const link = await inMail(person.email, 'account-sign-in-link');
    const path = link.pathname + link.search;
    for (let scan = 0; scan < 3; scan += 1) expect((await createCookieJar().go(at(path))).status).toBe(200);
    const fields = { token: link.searchParams.get('token') ?? '', next: link.searchParams.get('next') ?? '' };
    const page = await window.go(at('/console/sign-in/link'), form(fields));
    expect(page).toMatchObject({ status: 200, url: at('/console/account') });
    expect((await createCookieJar().go(at('/console/sign-in/link'), form(fields))).status).toBe(401);
  });

  async function signInSomebody(role: 'reviewer' | 'staff'): Promise<SignedInPerson> {
    const email = `${role}-${Math.random().toString(36).slice(2)}@secretariat.test`;
    const { link } = await site.features.accounts.invite(
      { name: `A ${role}`, email, role },
      { actor: admin.person },
    );
    const client = { ip: '127.0.0.3', userAgent: 'test', cookie: undefined, requestId: undefined };
    const token = new URL(link).searchParams.get('token') ?? '';
    await site.features.accounts.setPassword({ token, password: PASSWORD }, client);
    return crowd.again({
      person: { kind: 'person', id: '', name: '', email, role },
      headers: { cookie: '' },
      cookiesFor: () => [],
    });
  }

  it('tell in plain words how long a locked address waits', async () => {
    const { person } = await signInSomebody('reviewer');
    const send = () =>
      createCookieJar().go(at('/console/sign-in'), form({ email: person.email, password: 'x', next: '' }));
    for (let i = 0; i < 5; i += 1) expect((await send()).status).toBe(401);
    const locked = await send();
    expect(locked.status).toBe(429);
    expect(locked.text).toMatch(/Try again in 1[45] minutes/);
  });

  it('change a role, disable and enable, and keep the last administrator', async () => {
    const { window } = await windowOf(admin.person.email);
    const one = await signInSomebody('reviewer');
    const change = (fields: Record<string, string>, id = one.person.id) =>
      window.go(at(`/console/people/${id}`), form(fields));
    expect((await change({ role: 'staff' })).text).toContain('was changed');
    expect((await change({ disabled: 'true' })).text).toContain('Disabled');
    expect(await crowd.isSignedIn(one)).toBe(false);
    await change({ disabled: 'false' });
    const last = await change({ role: 'reviewer' }, admin.person.id);
    expect([last.status, last.text.includes('the last administrator')]).toEqual([409, true]);
    expect((await change({ role: 'owner' })).status).toBe(400);
    expect((await change({ role: 'staff' }, 'pe-nobody')).status).toBe(404);
  });

  it('change one’s password, and sign out everywhere', async () => {
    const { person } = await signInSomebody('staff');
    const { window } = await windowOf(person.email);
    const { window: other } = await windowOf(person.email);
    const wrong = await window.go(
      at('/console/account/password'),
      form({ current: 'not this one', password: 'four words that hold well' }),
    );
    expect([wrong.status, wrong.text.includes('not your password now')]).toEqual([400, true]);
    const right = { current: PASSWORD, password: 'four words that hold well' };
    const done = await window.go(at('/console/account/password'), form(right));
    expect([done.status, done.text.includes('This browser')]).toEqual([200, true]);
    expect((await other.go(at('/console/account'))).url).toContain('/console/sign-in');
    expect((await window.go(at('/console/account'))).status).toBe(200);
    await window.go(at('/console/account/sign-out-everywhere'), form({}));
    expect((await window.go(at('/console/account'))).url).toContain('/console/sign-in');
  });

  it('take no more from a body than they ask for: nobody makes themselves an administrator', async () => {
    const one = await signInSomebody('reviewer');
    const post = (path: string, body: unknown, method = 'POST') =>
      fetch(at(path), {
        method,
        headers: { ...one.headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const credentials = { email: one.person.email, password: PASSWORD };
    expect((await post('/v1/auth/sign-in', { ...credentials, role: 'admin' })).status).toBe(400);
    expect((await post('/v1/people', { name: 'X', email: 'x@x.test', role: 'admin' })).status).toBe(403);
    expect((await post(`/v1/people/${one.person.id}`, { role: 'admin' }, 'PATCH')).status).toBe(403);
    for (const path of ['/v1/auth/sign-up/email', '/v1/auth/update-user', '/v1/auth/get-session']) {
      expect((await post(path, { ...credentials, name: 'X', role: 'admin' })).status, path).toBe(404);
    }
    const { window } = await windowOf(one.person.email);
    await window.go(
      at('/console/account/password'),
      form({ current: PASSWORD, password: 'four words that hold well', role: 'admin', disabled: 'false' }),
    );
    const all = await site.db.select().from(people);
    expect(all.find(({ id }) => id === one.person.id)?.role).toBe('reviewer');
    expect(all.filter(({ role }) => role === 'admin')).toHaveLength(1);
    const admins = { ...admin.headers, 'content-type': 'application/json' };
    const body = { name: 'Y', email: 'y@secretariat.test', role: 'staff' };
    for (const extra of [
      { id: 'pe-mine' },
      { disabled: false },
      { emailVerified: true },
      { role: 'owner' },
    ]) {
      const answer = await fetch(at('/v1/people'), {
        method: 'POST',
        headers: admins,
        body: JSON.stringify({ ...body, ...extra }),
      });
      expect(answer.status).toBe(400);
    }
  });

  it('set a cookie that scripts, other sites and plain http cannot have', async () => {
    const secure = await startWholeSite({ PUBLIC_URL: 'https://match.example.org' });
    const both = [
      [site.address, admin.person.email],
      [secure.address, (await peopleOf(secure.features.accounts).signIn('admin')).person.email],
    ] as const;
    const cookies = [];
    for (const [address, email] of both) {
      const answer = await fetch(`${address}/v1/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      cookies.push(answer.headers.getSetCookie());
    }
    await secure.stop();
    for (const [cookie = '', ...others] of cookies) {
      expect(others).toEqual([]);
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);
      expect(cookie).not.toMatch(/Max-Age|Expires|Domain/i);
    }
    expect(cookies[0]?.[0]).not.toMatch(/Secure/);
    expect(cookies[1]?.[0]).toMatch(/^__Secure-citymatch\.session_token=.*; Secure/);
  });

  it('leave no mail address and no secret in the record', async () => {
    const written = JSON.stringify(await site.db.select().from(audit));
    expect(written).toContain('person.first-admin');
    expect(written).not.toContain('@');
    expect(written).not.toContain(PASSWORD);
  });
});

describe('where signing in leads to', () => {
  it.each(['/console/people', '/console/challenges/ch-1?tab=a&b=%2F%2F', '/'])('keeps %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });
  it.each([
    'https://evil.example/console',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    '\\\\evil.example',
    '/console\r\nSet-Cookie: a=b',
    'console',
    '',
    undefined,
    ['/a', '/b'],
    '/console/sign-in?next=/x',
    '/console/first-admin?secret=x',
  ])('takes the start of the console instead of %j', (next) => {
    expect(safeNext(next)).toBe('/console');
  });
});

describe('npm run admin', () => {
  const run = (home: string, ...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        ['scripts/run.mjs', 'scripts/admin.ts', ...args],
        {
          cwd: fileURLToPath(new URL('../../', import.meta.url)),
          env: { PATH: process.env.PATH ?? '', DATA_DIR: home },
        },
        (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, out: stdout + stderr }),
      );
    });

  it('refuses while a server runs, then lets a disabled administrator back in by a link', async () => {
    const home = await mkdtemp(join(tmpdir(), 'citymatch-admin-'));
    const open = () => openDatabase({ dataDir: home, log: pino({ level: 'silent' }) });
    const first = await open();
    const before = await testAccounts({ db: first.db });
    const [ada, other] = [await before.signIn('admin'), await before.signIn('admin', 'Other')];
    await before.accounts.change(ada.person.id, { disabled: true }, { actor: other.person });
    const refused = await run(home, ada.person.email);
    expect(refused.code).toBe(78);
    expect(refused.out).toContain('Stop the server first');
    await first.close();

    expect((await run(home, 'no address')).code).toBe(2);
    const done = await run(home, ada.person.email);
    expect(done.code).toBe(0);
    const token = /\/console\/password\?token=(\w+)/.exec(done.out)?.[1] ?? '';
    const second = await open();
    const after = await testAccounts({ db: second.db });
    const client = { ip: '127.0.0.1', userAgent: 'test', cookie: undefined, requestId: undefined };
    await after.accounts.setPassword({ token, password: 'four words that hold well' }, client);
    const given = { email: ada.person.email, password: 'four words that hold well' };
    expect((await after.accounts.signIn(given, client)).person.role).toBe('admin');
    const rows = await second.db.select().from(audit);
    expect(rows.find(({ action }) => action === 'person.recovered')).toMatchObject({
      actor: 'system:npm run admin',
      subjectId: ada.person.id,
    });
    await second.close();
    await rm(home, { recursive: true });
  });
});
