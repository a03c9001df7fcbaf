import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { startWholeSite } from '../helpers/whole-site.js';

describe('accounts in a browser', () => {
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let browser: Browser;
  let setup: URL;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startWholeSite(), launchBrowser()]);
    setup = new URL((await site.features.accounts.newSetupLink(site.address)) ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  const sizes = [
    { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
    { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  ] as const;

  /** What is wrong with pages at both sizes, in light and dark. */
  async function faultsOf(paths: string[], person?: SignedInPerson): Promise<unknown[]> {
    const faults: unknown[] = [];
    for (const size of sizes) {
      const tab = await openTab(browser, size);
      if (person) await tab.page.context().addCookies(person.cookiesFor(site.address));
      for (const path of paths) {
        await tab.page.goto(site.address + path);
        const found = [...(await accessibilityFaults(tab.page)), ...tab.complaints.splice(0)];
        const wide = await sidewaysScroll(tab.page);
        if (found.length > 0 || wide > 0) faults.push({ path, found, wide });
      }
      await tab.close();
    }
    return faults;
  }

  it('sets the first administrator and signs in by keyboard alone', async () => {
    expect(await faultsOf(['/console/sign-in', setup.pathname + setup.search])).toEqual([]);
    const { page, complaints, close } = await openTab(browser);
    await page.goto(setup.href);
    await page.locator('#name').focus();
    await page.keyboard.type('Ada Admin');
    for (const text of ['ada@secretariat.test', PASSWORD]) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/console/first-admin');
    await page.goto(`${site.address}/console/account`);
    await page.getByRole('button', { name: 'Sign out', exact: true }).press('Enter');
    await page.waitForURL('**/console/sign-in');
    await page.goto(`${site.address}/console/people`);
    await page.getByLabel('Mail address').focus();
    await page.keyboard.type('ada@secretariat.test');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/people');
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('Rosa');
    await page.keyboard.press('Tab');
    await page.keyboard.type('rosa@secretariat.test');
    await page.keyboard.press('Enter');
    await page.getByText('An invitation is on its way to Rosa').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('has no page that axe finds fault with, or that is wider than its window', async () => {
    const { accounts } = site.features;
    const client = { ip: '127.0.0.1', userAgent: 'Firefox Linux', cookie: undefined, requestId: undefined };
    const { person, cookies } = await accounts.signIn(
      { email: 'ada@secretariat.test', password: PASSWORD },
      client,
    );
    const [name = '', value = ''] = (cookies[0]?.split(';', 1)[0] ?? '').split(/=(.*)/s);
    const ada: SignedInPerson = {
      person,
      headers: { cookie: `${name}=${value}` },
      cookiesFor: (url) => [{ name, value, url, httpOnly: true, sameSite: 'Lax' }],
    };
    const long = { name: 'Nguyễn Thị Minh Khai-Oberhuber', email: `${'a'.repeat(60)}@secretariat.test` };
    await accounts.invite({ ...long, role: 'staff' }, { actor: person });
    const link = '?token=abc';
    const open = ['sign-in', 'password', `password${link}`, `sign-in/link${link}`, 'first-admin?secret=x'];
    expect(await faultsOf(open.map((path) => `/console/${path}`))).toEqual([]);
    expect(await faultsOf(['/console/account', '/console/people'], ada)).toEqual([]);
    const rosa = (await accounts.people()).find(({ email }) => email === 'rosa@secretariat.test');
    const { link: invitation } = await accounts.inviteAgain(rosa?.id ?? '', { actor: person });
    const token = new URL(invitation).searchParams.get('token') ?? '';
    await accounts.setPassword({ token, password: PASSWORD }, client);
    const reviewer = await peopleOf(accounts).again({
      ...ada,
      person: { ...person, email: 'rosa@secretariat.test' },
    });
    expect(await faultsOf(['/console/people', '/console/account'], reviewer)).toEqual([]);
  });
});
