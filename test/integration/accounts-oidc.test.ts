import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OIDC_RETURN } from '../../src/accounts/auth.js';
import { audit, logins, people } from '../../src/db/schema.js';
import { peopleOf } from '../helpers/accounts.js';
import { createCookieJar } from '../helpers/cookie-jar.js';
import { freePort } from '../helpers/free-port.js';
import { startOidcProvider } from '../helpers/oidc.js';
import { startWholeSite } from '../helpers/whole-site.js';

describe('signing in with the association’s own accounts', () => {
  let provider: Awaited<ReturnType<typeof startOidcProvider>>;
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let crowd: ReturnType<typeof peopleOf>;

  beforeAll(async () => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    provider = await startOidcProvider(address + OIDC_RETURN);
    site = await startWholeSite({
      PORT: String(port),
      PUBLIC_URL: address,
      OIDC_ISSUER: provider.config.issuer,
      OIDC_CLIENT_ID: provider.config.clientId,
      OIDC_CLIENT_SECRET: provider.config.clientSecret,
    });
    crowd = peopleOf(site.features.accounts);
    await crowd.signIn('admin');
  });
  afterAll(async () => {
    await site.stop();
    await provider.stop();
  });

  const start = (next = '/console/account') =>
    `${site.address}/console/sign-in/oidc?${new URLSearchParams({ next })}`;

  it('offers it on the sign-in page', async () => {
    const page = await createCookieJar().go(`${site.address}/console/sign-in`);
    expect(page.text).toContain('/console/sign-in/oidc');
  });

  it('signs in whoever was invited, and leads back to the page asked for', async () => {
    const { person } = await crowd.signIn('reviewer');
    provider.next({ sub: 'u-rosa', email: person.email.toUpperCase(), name: 'Rosa of the provider' });
    const window = createCookieJar();
    const page = await window.go(start());
    expect(page).toMatchObject({ status: 200, url: `${site.address}/console/account` });
    expect(page.text).toContain(person.email);
    const [login] = await site.db.select().from(logins).where(eq(logins.accountId, 'u-rosa'));
    expect(login).toMatchObject({ userId: person.id, accessToken: null, refreshToken: null, idToken: null });
    const [row] = await site.db.select().from(people).where(eq(people.id, person.id));
    expect(row).toMatchObject({ name: person.name, role: 'reviewer' });
    const signedIn = await site.db.select().from(audit).where(eq(audit.action, 'person.signed-in'));
    expect(signedIn.at(-1)).toMatchObject({ subjectId: person.id, after: { by: 'oidc' } });
    // A second time, by the account that is known now.
    expect(await createCookieJar().go(start())).toMatchObject({ status: 200 });
  });

  it('makes no account for whom nobody invited', async () => {
    const before = await site.db.select().from(people);
    provider.next({ sub: 'u-stranger', email: 'stranger@elsewhere.test', name: 'Stranger' });
    const window = createCookieJar();
    const page = await window.go(start());
    expect(page.status).toBe(403);
    expect(page.text).toContain('Nobody has invited');
    expect(await site.db.select().from(people)).toHaveLength(before.length);
    expect((await window.go(`${site.address}/console/account`)).url).toContain('/console/sign-in');
  });

  it('takes no address that the provider says is not verified', async () => {
    const { person } = await crowd.signIn('staff');
    provider.next({ sub: 'u-mallory', email: person.email, email_verified: false, name: 'Mallory' });
    const page = await createCookieJar().go(start());
    expect(page.status).toBe(401);
    const linked = await site.db.select().from(logins).where(eq(logins.accountId, 'u-mallory'));
    expect(linked).toEqual([]);
  });

  it('lets nobody in who is disabled', async () => {
    const [admin, one] = [await crowd.signIn('admin', 'Another'), await crowd.signIn('reviewer')];
    await site.features.accounts.change(one.person.id, { disabled: true }, { actor: admin.person });
    provider.next({ sub: 'u-off', email: one.person.email, name: 'Off' });
    const page = await createCookieJar().go(start());
    expect(page.status).toBe(403);
    expect(page.text).toContain('This account is disabled');
  });

  it('refuses an answer of the provider that no sign-in of this window asked for', async () => {
    const { person } = await crowd.signIn('reviewer');
    provider.next({ sub: 'u-attacker', email: person.email, name: 'Attacker' });
    for (const query of ['', '?code=stolen&state=made-up', '?error=access_denied', '?state=x&state=y']) {
      const page = await createCookieJar().go(site.address + OIDC_RETURN + query);
      expect(page.status, query).toBe(401);
      expect(page.text).toContain('did not work');
    }
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'leads to no other site: %s',
    async (next) => {
      const { person } = await crowd.signIn('reviewer');
      provider.next({ sub: `u-${person.id}`, email: person.email, name: 'One' });
      const page = await createCookieJar().go(start(next));
      expect(new URL(page.url).origin).toBe(site.address);
    },
  );

  it('says so when the provider is away, and lets passwords go on', async () => {
    const away = await startWholeSite({
      PUBLIC_URL: 'http://127.0.0.1:9',
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_CLIENT_ID: 'citymatch',
      OIDC_CLIENT_SECRET: 'x',
    });
    const page = await createCookieJar().go(`${away.address}/console/sign-in/oidc`);
    expect(page.status).toBe(503);
    expect(page.text).toContain('does not answer');
    const { person } = await peopleOf(away.features.accounts).signIn('admin');
    expect(person.role).toBe('admin');
    await away.stop();
  });
});
