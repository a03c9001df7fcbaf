import { and, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../src/accounts/contract.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { openDatabase } from '../../src/db/client.js';
import { audit, logins, mails, people, sessions, settings, verifications } from '../../src/db/schema.js';
import { PASSWORD, type TestAccounts, testAccounts } from '../helpers/accounts.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { until } from '../helpers/until.js';

const from = (ip: string, cookie?: string): Client => ({ ip, userAgent: 'test', cookie, requestId: 'r-1' });
const reasonsOf = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code?: string }).code] : []));
const ADMIN = { name: 'Ada', email: 'ada@secretariat.test', password: PASSWORD };

describe.each(['PGlite', 'PostgreSQL'] as const)('accounts on %s', (kind) => {
  let postgres: TestPostgres | undefined;
  const opened: DatabaseHandle[] = [];
  beforeAll(async () => {
    if (kind === 'PostgreSQL') postgres = await startPostgres();
  });
  afterAll(async () => {
    for (const one of opened) await one.close();
    await postgres?.stop();
  });

  async function fresh(changes: Parameters<typeof testAccounts>[0] | object = {}) {
    const databaseUrl = await postgres?.createDatabase();
    const log = pino({ level: 'silent' });
    const handle =
      databaseUrl === undefined
        ? await openTestDatabase()
        : await openDatabase({ dataDir: ':memory:', databaseUrl, log });
    opened.push(handle);
    return { db: handle.db, ...(await testAccounts({ db: handle.db, ...changes })) };
  }

  /** The secret in the last mail of this template. */
  async function mailed({ db }: { db: DatabaseHandle['db'] }, template: string): Promise<string> {
    const find = () => db.select().from(mails).where(eq(mails.template, template));
    await until(async () => (await find()).length > 0);
    return /token=(\w+)/.exec((await find()).at(-1)?.text ?? '')?.[1] ?? '';
  }

  const auditOf = async ({ db }: { db: DatabaseHandle['db'] }, action: string) =>
    db.select().from(audit).where(eq(audit.action, action));

  it('makes one first admin of two attempts at once', async () => {
    const { accounts, db } = await fresh();
    const secret =
      new URL((await accounts.newSetupLink('http://x.test')) ?? '').searchParams.get('secret') ?? '';
    const attempts = await Promise.allSettled(
      ['a', 'b', 'c'].map((one) =>
        accounts.createFirstAdmin(secret, { ...ADMIN, email: `${one}@secretariat.test` }, from('10.0.0.1')),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(reasonsOf(attempts)).toEqual(['conflict', 'conflict']);
    expect(await db.select().from(people)).toHaveLength(1);
    expect(await accounts.newSetupLink('http://x.test')).toBeUndefined();
    expect(await accounts.setupIsOpen(secret)).toBe(false);
  });

  it('keeps one admin when two remove each other at once', async () => {
    const { accounts, signIn } = await fresh();
    const [a, b] = [await signIn('admin'), await signIn('admin', 'Second')];
    const both = await Promise.allSettled([
      accounts.change(a.person.id, { role: 'staff' }, { actor: b.person }),
      accounts.change(b.person.id, { disabled: true }, { actor: a.person }),
    ]);
    expect(reasonsOf(both)).toEqual(['conflict']);
    const left = (await accounts.people()).filter(({ role, disabled }) => role === 'admin' && !disabled);
    expect(left).toHaveLength(1);
  });

  it('lets five wrong passwords pass of twenty at once, then makes the address wait from everywhere', async () => {
    const { accounts, signIn, db } = await fresh();
    const { person } = await signIn('reviewer');
    const wrong = (ip: string) =>
      accounts.signIn({ email: person.email, password: 'wrong wrong wrong' }, from(ip));
    const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => wrong(`10.0.1.${i}`)));
    const codes = reasonsOf(tries);
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(5);
    expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(15);
    await expect(
      accounts.signIn({ email: person.email.toUpperCase(), password: PASSWORD }, from('10.9.9.9')),
    ).rejects.toMatchObject({ code: 'rate-limited', message: expect.stringContaining('15 minutes') });
    const failures = await auditOf({ db }, 'person.sign-in-failed');
    expect(failures.every(({ subjectId }) => subjectId === person.id)).toBe(true);
    expect(failures.filter(({ after }) => JSON.stringify(after).includes('locked'))).toHaveLength(1);
  });

  it('uses up a mailed link once, of five uses at once', async () => {
    const made = await fresh();
    const { accounts, signIn } = made;
    const { person } = await signIn('staff');
    await accounts.sendLink(person.email, '/console/mail', from('10.0.2.1'));
    const token = await mailed(made, 'account-sign-in-link');
    const uses = await Promise.allSettled(
      Array.from({ length: 5 }, () => accounts.signInByLink(token, from('10.0.2.2'))),
    );
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(reasonsOf(uses)).toEqual(Array(4).fill('unauthenticated'));
    const [row] = (await auditOf(made, 'person.signed-in')).filter(({ after }) =>
      JSON.stringify(after).includes('link'),
    );
    expect(row).toMatchObject({ subjectId: person.id, actorName: person.name, requestId: 'r-1' });
  });

  it('lets a password be set once by a link, of two uses at once, and ends every session', async () => {
    const made = await fresh();
    const { accounts, signIn, isSignedIn } = made;
    const one = await signIn('reviewer');
    await accounts.sendPasswordLink(one.person.email, from('10.0.3.1'));
    const token = await mailed(made, 'account-password-link');
    const passwords = ['seven green bridges in spring', 'nine quiet harbours at noon'];
    const uses = await Promise.allSettled(
      passwords.map((password) => accounts.setPassword({ token, password }, from('10.0.3.1'))),
    );
    expect(reasonsOf(uses)).toEqual(['unauthenticated']);
    expect(await isSignedIn(one)).toBe(false);
    const won = passwords[uses.findIndex(({ status }) => status === 'fulfilled')] ?? '';
    await accounts.signIn({ email: one.person.email, password: won }, from('10.0.3.2'));
    await expect(
      accounts.signIn({ email: one.person.email, password: PASSWORD }, from('10.0.3.2')),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('says the same, and waits the same, for an address that is nobody’s', async () => {
    const { accounts, signIn } = await fresh();
    const { person } = await signIn('reviewer');
    const answers: unknown[][] = [];
    for (const email of [person.email, 'nobody@secretariat.test']) {
      const said = [];
      for (let i = 0; i < 7; i += 1) {
        const given = { email, password: 'wrong wrong wrong' };
        const result = await accounts.signIn(given, from('10.0.4.1')).catch((error: unknown) => error);
        const { code, message } = result as { code: string; message: string };
        said.push([code, message]);
      }
      answers.push(said);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.map((one) => (one as string[])[0])).toEqual([
      ...Array(5).fill('unauthenticated'),
      ...Array(2).fill('rate-limited'),
    ]);
  });

  it('mails links to people who may sign in alone, and tells nobody who that is', async () => {
    const made = await fresh();
    const { accounts, signIn, db } = made;
    const admin = await signIn('admin');
    const off = await signIn('reviewer');
    await accounts.change(off.person.id, { disabled: true }, { actor: admin.person });
    for (const email of ['nobody@secretariat.test', off.person.email]) {
      expect(await accounts.sendLink(email, '/console', from('10.0.5.1'))).toBeUndefined();
      expect(await accounts.sendPasswordLink(email, from('10.0.5.1'))).toBeUndefined();
    }
    // The fourth link within 15 minutes is not sent.
    for (let i = 0; i < 5; i += 1) await accounts.sendLink(admin.person.email, '/console', from('10.0.5.1'));
    const sent = () => db.select().from(mails).where(eq(mails.template, 'account-sign-in-link'));
    await until(async () => (await sent()).length >= 3);
    expect((await sent()).map(({ toAddress }) => toAddress)).toEqual(Array(3).fill(admin.person.email));
    const asked = await db.select().from(mails).where(eq(mails.template, 'account-password-link'));
    expect(asked).toEqual([]);
  });

  it('keeps no secret as it is: links, passwords and setup are hashed', async () => {
    const made = await fresh();
    const { accounts, signIn, db } = made;
    const link = (await accounts.newSetupLink('http://x.test')) ?? '';
    const setup = JSON.stringify(await db.select().from(settings).where(eq(settings.key, 'setup-secret')));
    expect(setup).not.toContain(new URL(link).searchParams.get('secret'));
    const { person } = await signIn('staff');
    await accounts.sendLink(person.email, '/console', from('10.0.6.1'));
    await accounts.sendPasswordLink(person.email, from('10.0.6.1'));
    const tokens = [await mailed(made, 'account-sign-in-link'), await mailed(made, 'account-password-link')];
    const kept = JSON.stringify([await db.select().from(verifications), await db.select().from(logins)]);
    for (const token of tokens) {
      expect(token).not.toBe('');
      expect(kept).not.toContain(token);
    }
    expect(kept).not.toContain(PASSWORD);
  });

  it('acts on open sessions at once when a role changes or a person is disabled', async () => {
    const { accounts, signIn, isSignedIn, db } = await fresh();
    const admin = await signIn('admin');
    const one = await signIn('staff');
    const cookie = one.headers.cookie;
    await accounts.change(one.person.id, { role: 'reviewer' }, { actor: admin.person, requestId: 'r-2' });
    expect((await accounts.personOf(from('10.0.7.1', cookie)))?.role).toBe('reviewer');
    await accounts.change(one.person.id, { disabled: true }, { actor: admin.person });
    expect(await isSignedIn(one)).toBe(false);
    expect(await db.select().from(sessions).where(eq(sessions.userId, one.person.id))).toEqual([]);
    await expect(
      accounts.signIn({ email: one.person.email, password: PASSWORD }, from('10.0.7.1')),
    ).rejects.toMatchObject({ code: 'forbidden' });
    // With a wrong password it is not told that the account is disabled.
    await expect(
      accounts.signIn({ email: one.person.email, password: 'wrong wrong wrong' }, from('10.0.7.1')),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
    await accounts.change(one.person.id, { disabled: false }, { actor: admin.person });
    await accounts.signIn({ email: one.person.email, password: PASSWORD }, from('10.0.7.1'));
    const changes = await db
      .select()
      .from(audit)
      .where(and(eq(audit.subjectId, one.person.id), eq(audit.actorName, admin.person.name)));
    expect(changes.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      { action: 'person.invited', before: null, after: { name: one.person.name, role: 'staff' } },
      { action: 'person.role-changed', before: { role: 'staff' }, after: { role: 'reviewer' } },
      { action: 'person.disabled', before: { disabled: false }, after: { disabled: true } },
      { action: 'person.enabled', before: { disabled: true }, after: { disabled: false } },
    ]);
  });

  it('knows a disabled person’s session for none, though its row is still there', async () => {
    const { signIn, isSignedIn, db } = await fresh();
    const one = await signIn('staff');
    await db.update(people).set({ disabled: true }).where(eq(people.id, one.person.id));
    expect(await isSignedIn(one)).toBe(false);
  });

  it('ends sessions 12 hours after their last use, and all of a person’s on demand', async () => {
    const { accounts, signIn, again, isSignedIn, db } = await fresh();
    const one = await signIn('reviewer');
    const [row] = await db.select().from(sessions).where(eq(sessions.userId, one.person.id));
    const hours = ((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)) / 3_600_000;
    expect(hours).toBeCloseTo(12, 1);
    const soon = new Date(Date.now() + 60_000);
    await db.update(sessions).set({ expiresAt: soon }).where(eq(sessions.userId, one.person.id));
    expect(await isSignedIn(one)).toBe(true);
    const [used] = await db.select().from(sessions).where(eq(sessions.userId, one.person.id));
    expect(used?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 11 * 3_600_000);
    await db
      .update(sessions)
      .set({ expiresAt: new Date(0) })
      .where(eq(sessions.userId, one.person.id));
    expect(await isSignedIn(one)).toBe(false);

    const [second, third] = [await again(one), await again(one)];
    await accounts.signOut(from('10.0.8.1', second.headers.cookie));
    expect([await isSignedIn(second), await isSignedIn(third)]).toEqual([false, true]);
    expect(await accounts.signOutEverywhere(one.person)).toEqual({ ended: 1 });
    expect(await isSignedIn(third)).toBe(false);
  });

  it('keeps its secret over a restart, so that sessions outlive it, and takes a configured one', async () => {
    const first = await fresh();
    const one = await first.signIn('reviewer');
    const second = await testAccounts({ db: first.db });
    expect(await second.isSignedIn(one)).toBe(true);
    const config = { oidc: undefined, publicUrl: undefined, host: '127.0.0.1', port: 3000 };
    const other = await testAccounts({ db: first.db, config: { ...config, authSecret: 's'.repeat(32) } });
    expect(await other.isSignedIn(one)).toBe(false);
  });
});

describe('accounts', () => {
  let made: TestAccounts & { db: DatabaseHandle['db'] };
  beforeAll(async () => {
    const { db } = await openTestDatabase();
    made = { db, ...(await testAccounts({ db })) };
    await made.signIn('admin');
  });

  it('lets an address that waited try again after 15 minutes', async () => {
    let at = new Date();
    const { accounts, signIn } = await testAccounts({ db: (await openTestDatabase()).db, now: () => at });
    const { person } = await signIn('reviewer');
    const wrong = { email: person.email, password: 'wrong wrong wrong' };
    for (let i = 0; i < 6; i += 1) await accounts.signIn(wrong, from('10.1.0.1')).catch(() => undefined);
    at = new Date(at.getTime() + 14 * 60_000);
    const right = { email: person.email, password: PASSWORD };
    await expect(accounts.signIn(right, from('10.1.0.2'))).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterSeconds: 60,
    });
    at = new Date(at.getTime() + 61_000);
    await accounts.signIn(right, from('10.1.0.2'));
    // A good sign-in clears the count: four more wrong ones do not lock.
    for (let i = 0; i < 4; i += 1) await accounts.signIn(wrong, from('10.1.0.1')).catch(() => undefined);
    await accounts.signIn(right, from('10.1.0.2'));
  });

  it('makes a network address wait that tries many addresses', async () => {
    const codes = [];
    for (let i = 0; i < 32; i += 1) {
      const given = { email: `guess${i}@secretariat.test`, password: 'wrong wrong wrong' };
      const error = await made.accounts.signIn(given, from('10.2.0.1')).catch((one: unknown) => one);
      codes.push((error as { code: string }).code);
    }
    expect(codes).toEqual([...Array(30).fill('unauthenticated'), ...Array(2).fill('rate-limited')]);
  });

  it.each([
    ['a link that never was', 'q'.repeat(32)],
    ['an empty one', ''],
    ['a text that is no link', `' or 1=1 --`],
  ])('refuses %s', async (_what, token) => {
    const refused = { code: 'unauthenticated' };
    await expect(made.accounts.signInByLink(token, from('10.3.0.1'))).rejects.toMatchObject(refused);
    const set = made.accounts.setPassword({ token, password: 'four words that hold well' }, from('10.3.0.1'));
    await expect(set).rejects.toMatchObject(refused);
  });

  it('refuses a link that is older than ten minutes', async () => {
    const { accounts, db } = made;
    const { person } = await made.signIn('staff');
    await accounts.sendLink(person.email, '/console', from('10.3.0.2'));
    const find = () => db.select().from(mails).where(eq(mails.toAddress, person.email));
    const inMail = async () => (await find()).find(({ template }) => template === 'account-sign-in-link');
    await until(async () => (await inMail()) !== undefined);
    const [kept] = (await db.select().from(verifications)).filter(({ value }) =>
      value.includes(person.email),
    );
    const minutes = ((kept?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9);
    expect(minutes).toBeLessThanOrEqual(10);
    await db
      .update(verifications)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(verifications.id, kept?.id ?? ''));
    const token = /token=(\w+)/.exec((await inMail())?.text ?? '')?.[1] ?? '';
    await expect(accounts.signInByLink(token, from('10.3.0.2'))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('changes a password for who knows the present one, and ends the other sessions', async () => {
    const { accounts, signIn, again } = made;
    const one = await signIn('reviewer');
    const other = await again(one);
    const client = from('10.4.0.1', one.headers.cookie);
    const change = (current: string, password: string) =>
      accounts.changePassword({ current, password }, one.person, client);
    await expect(change('not my password', 'four words that hold well')).rejects.toMatchObject({
      code: 'bad-request',
      fields: [{ path: 'current' }],
    });
    await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ fields: [{ path: 'password' }] });
    const { cookies } = await change(PASSWORD, 'four words that hold well');
    expect(await made.isSignedIn(other)).toBe(false);
    const cookie = cookies.map((each) => each.split(';', 1)[0]).join('; ');
    expect(await accounts.personOf(from('10.4.0.1', cookie))).toMatchObject({ id: one.person.id });
  });

  it('asks the database nothing for a request without our cookie', async () => {
    const { db, close } = await openTestDatabase();
    const { accounts } = await testAccounts({ db });
    await close();
    expect(await accounts.personOf(from('10.5.0.1'))).toBeUndefined();
    expect(await accounts.personOf(from('10.5.0.1', 'theme=dark; other.session_token=x'))).toBeUndefined();
    const ours = from('10.5.0.1', 'citymatch.session_token=x');
    expect(await accounts.personOf(ours)).toBeUndefined();
  });
});
