import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell } from '../../src/audit/read.js';
import { recordAudit } from '../../src/audit/record.js';
import { audit } from '../../src/db/schema.js';
import { composeMail } from '../../src/mail/compose.js';
import { queueMails } from '../../src/mail/queue.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { startWholeSite } from '../helpers/whole-site.js';

let site: Awaited<ReturnType<typeof startWholeSite>>;
let browser: Browser;
let admin: SignedInPerson;
beforeAll(async () => {
  site = await startWholeSite();
  browser = await launchBrowser();
  admin = await peopleOf(site.features.accounts).signIn('admin');
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const mail = (key: string, address: string, template = 'challenge-news') => ({
  key,
  template,
  to: { name: 'Ana "<b>" Torres\r\nBcc: all@city.test', address },
  ...composeMail({
    subject: 'Your\r\nBcc: someone@city.test answer',
    greeting: 'Dear <b>Ana</b>,',
    blocks: [{ kind: 'action', label: 'Open it', href: 'https://match.example.org/?a=1&b=2' }],
    closing: ['CityMatch'],
  }),
});

describe('the record', () => {
  it('is exported as CSV in which nothing is a formula, and the export stands in it', async () => {
    expect(cell('=1+1')).toBe("'=1+1");
    expect(cell('a "b", c')).toBe('"a ""b"", c"');
    await recordAudit(site.db, {
      actor: { kind: 'person', id: 'p', name: '=HYPERLINK("x")', email: 'x@x.test', role: 'staff' },
      action: 'challenge.noted',
      subject: { kind: 'challenge', id: 'ch-x' },
    });
    const response = await fetch(`${site.address}/v1/audit.csv`, { headers: admin.headers });
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(await site.db.$count(audit, eq(audit.action, 'record.exported'))).toBe(1);
  });

  it('and the mails have pages that axe finds nothing on, on a phone and in the dark', async () => {
    await queueMails(
      site.db,
      mail('shown', 'ana@city.test'),
      mail('hidden', 'ana@city.test', 'account-link'),
    );
    for (const options of [{ viewport: { width: 390, height: 844 } }, { colorScheme: 'dark' as const }]) {
      const { page, complaints, close } = await openTab(browser, options);
      await page.context().addCookies(admin.cookiesFor(site.address));
      for (const path of ['/console/audit', '/console/mail']) {
        await page.goto(site.address + path);
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await sidewaysScroll(page)).toBe(0);
      }
      expect(await page.locator('tbody tr').count()).toBe(1);
      await page.click('tbody a');
      expect(await page.textContent('.mail-text')).toContain('Dear <b>Ana</b>,');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
