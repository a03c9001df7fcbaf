import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhooks } from '../../src/db/schema.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { answerWith, type Receiver, startReceiver } from '../helpers/receiver.js';
import { startWholeSite } from '../helpers/whole-site.js';

const PHONE = { viewport: { width: 320, height: 800 } };
const PATH = '/console/webhooks';

let site: Awaited<ReturnType<typeof startWholeSite>>;
let receiver: Receiver;
let browser: Browser;
let admin: SignedInPerson;
beforeAll(async () => {
  site = await startWholeSite({ WEBHOOK_NETWORKS: '127.0.0.0/8' });
  receiver = await startReceiver();
  browser = await launchBrowser();
  admin = await peopleOf(site.features.accounts).signIn('admin');
});
afterAll(async () => {
  await browser?.close();
  await receiver?.stop();
  await site?.stop();
});

const press = async (page: Page, words: string) => {
  await page.focus(`button:has-text("${words}")`);
  await page.keyboard.press('Enter');
};
const look = async (page: Page) => {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
};

describe('the pages about webhooks', () => {
  it.each([
    ['on a phone', PHONE],
    ['on a desktop in the dark', { colorScheme: 'dark' as const }],
    ['without JavaScript', { javaScriptEnabled: false }],
  ])(
    'add one, test it, send again, renew its secret, pause and remove it by the keyboard %s',
    async (_how, options) => {
      await site.db.delete(webhooks);
      const { page, complaints, close } = await openTab(browser, options);
      const checked = !('javaScriptEnabled' in options);
      await page.context().addCookies(admin.cookiesFor(site.address));
      await page.goto(`${site.address}/console`);
      await page.focus('nav a:has-text("Webhooks")');
      await page.keyboard.press('Enter');
      await page.waitForSelector('text=No address is told of changes yet.');

      // What is wrong is told beside the field, and what was typed stays.
      await page.fill('#name', 'Regional portal');
      await page.fill('#url', 'https://10.0.0.8/hooks');
      await press(page, 'Add it');
      await page.waitForSelector('#url-error');
      expect(await page.textContent('#url-error')).toBe(
        'Leads to an inner network: it must be an address of the public internet.',
      );
      expect(await page.inputValue('#name')).toBe('Regional portal');
      if (checked) await look(page);

      await page.fill('#url', receiver.url);
      await press(page, 'Add it');
      await page.waitForSelector('h2:has-text("The secret")');
      const secret = (await page.textContent('.notice code')) ?? '';
      expect(secret).toMatch(/^whsec_/);
      if (checked) await look(page);
      await page.focus('.notice a');
      await page.keyboard.press('Enter');
      await page.waitForSelector('text=Nothing was sent yet.');
      expect(await page.content()).not.toContain(secret);

      const [row] = await site.db.select().from(webhooks).where(eq(webhooks.name, 'Regional portal'));
      const id = row?.id ?? '';
      receiver.got.length = 0;
      receiver.answers(answerWith(500));
      await press(page, 'Send a test');
      await page.waitForSelector('text=The test goes out in a moment');
      await site.features.webhooks.deliver(id);
      await page.goto(`${site.address}${PATH}/${id}`);
      await page.waitForSelector('text=Refused, HTTP 500');
      expect(await page.textContent('.notice-warning')).toContain('1 attempt in a row failed');
      if (checked) await look(page);
      receiver.answers(answerWith(200));
      await press(page, 'Send again');
      await page.waitForSelector('text=It goes out again in a moment.');
      await site.features.webhooks.deliver(id);
      await page.goto(`${site.address}${PATH}/${id}`);
      await page.waitForSelector('text=Taken, HTTP 200');
      const [first, second] = receiver.got;
      expect(second?.id).toBe(first?.id);
      expect(new StandardWebhook(secret).verify(second?.body ?? '', second?.headers ?? {})).toMatchObject({
        type: 'test',
      });

      await press(page, 'Make a new secret');
      await page.waitForSelector('h2:has-text("The secret")');
      expect(await page.textContent('.notice code')).not.toBe(secret);
      expect(await page.textContent('.notice')).toContain('The old one signs as well until');
      await press(page, 'Pause');
      await page.waitForSelector('text=Paused: nothing is sent');
      expect(await page.locator('button:has-text("Send")').count()).toBe(0);
      await page.goto(site.address + PATH);
      expect(await page.textContent('table')).toContain('paused');
      if (checked) await look(page);
      await page.click('table a');
      await press(page, 'Resume');
      await page.waitForSelector('text=Resumed: what waits goes out.');
      await page.focus('input[name=sure]');
      await page.keyboard.press('Space');
      await press(page, 'Remove this webhook');
      await page.waitForSelector('text=The webhook is removed.');
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('tell who comes second that it was changed meanwhile, and remove nothing without the tick', async () => {
    const asker = { actor: admin.person };
    const { id } = await site.features.webhooks.create(
      { name: 'Two', url: receiver.url, events: ['entry.changed'], sectors: [], countries: [] },
      asker,
    );
    await site.features.webhooks.change(id, { version: 1, name: 'Three' }, asker);
    const post = (fields: Record<string, string>) =>
      fetch(`${site.address}${PATH}/${id}`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          ...admin.headers,
          origin: site.address,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(fields),
      });
    const stale = await post({
      do: 'save',
      version: '1',
      name: 'Four',
      url: receiver.url,
      events: 'entry.changed',
    });
    expect([stale.status, (await stale.text()).includes('Somebody changed this webhook')]).toEqual([
      409,
      true,
    ]);
    const unsure = await post({ do: 'remove' });
    expect([unsure.status, (await unsure.text()).includes('Tick the box first')]).toEqual([400, true]);
    expect((await site.features.webhooks.get(id)).name).toBe('Three');
    await site.features.webhooks.remove(id, asker);
  });
});
