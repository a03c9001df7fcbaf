import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entries } from '../../src/db/schema.js';
import { MAX_IMPORT_BYTES } from '../../src/imports/contract.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { startWholeSite } from '../helpers/whole-site.js';

const PHONE = { viewport: { width: 320, height: 800 } };
const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>';

let site: Awaited<ReturnType<typeof startWholeSite>>;
let browser: Browser;
let staff: SignedInPerson;
beforeAll(async () => {
  site = await startWholeSite();
  browser = await launchBrowser();
  staff = await peopleOf(site.features.accounts).signIn('staff');
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const json = (id: string, changes: object = {}) => JSON.stringify({ ...caseStudyEntry(id).body, ...changes });
const send = (body: BodyInit, headers: Record<string, string>, query = '') =>
  fetch(`${site.address}/v1/imports${query}`, {
    method: 'POST',
    body,
    headers: { ...staff.headers, ...headers },
  });

describe('a file of entries', () => {
  it('is taken by the API as JSON Lines or CSV, and refused in words as anything else', async () => {
    const taken = await send(
      json('cs-a'),
      { 'content-type': 'application/x-ndjson' },
      '?dryRun=true&name=a.jsonl',
    );
    expect(taken.status).toBe(201);
    const { id } = (await taken.json()) as { id: string };
    const run = await fetch(`${site.address}/v1/imports/${id}/run`, {
      method: 'POST',
      headers: staff.headers,
    });
    expect(await run.json()).toMatchObject({ status: 'done', name: 'a.jsonl', by: staff.person.name });
    const csv = await send('id,title\ncs-b,Only a title', { 'content-type': 'text/csv; charset=utf-8' });
    expect(await csv.json()).toMatchObject({ format: 'csv', status: 'done', report: { refused: 1 } });

    const type = await send('{}', { 'content-type': 'application/json' });
    expect(type.status).toBe(415);
    expect(await type.text()).toContain('text/csv');
    const empty = await send('', { 'content-type': 'text/csv' });
    expect(empty.status).toBe(400);
    const large = await send(Buffer.alloc(MAX_IMPORT_BYTES + 1, 0x20), { 'content-type': 'text/csv' });
    expect(large.status).toBe(413);
    expect(await large.text()).toContain('20 MiB');
    const template = await fetch(`${site.address}/v1/imports/template.csv?kind=provider`, {
      headers: staff.headers,
    });
    expect(await template.text()).toMatch(/^id,name,kind,/);
  });

  it.each([
    ['on a phone', PHONE],
    ['on a desktop in the dark', { colorScheme: 'dark' as const }],
    ['without JavaScript', { javaScriptEnabled: false }],
  ])('is looked through and imported by the keyboard %s', async (how, options) => {
    const scripts = !('javaScriptEnabled' in options);
    const inOrder = async (page: Page) => {
      if (!scripts) return;
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
    };
    const { page, complaints, close } = await openTab(browser, options);
    await page.context().addCookies(staff.cookiesFor(site.address));
    await page.goto(`${site.address}/console/catalogue`);
    await page.focus('a:has-text("Imports")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#file');
    await inOrder(page);
    const letter = how.replace(/[^a-z]/g, '');
    const good = json(`cs-${letter}`, { title: `Good ${HTML}` });
    const buffer = Buffer.from([good, json('cs-bad', { year: HTML, country: 'XX' }), HTML].join('\n'));
    await page.setInputFiles('#file', { name: 'notes.txt', mimeType: 'text/plain', buffer });
    await page.focus('text=Look it through');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#file-error');
    await page.setInputFiles('#file', { name: `${HTML}.jsonl`, mimeType: 'text/plain', buffer });
    await page.focus('text=Look it through');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Rows that cannot be taken');
    expect(await page.textContent('.notice')).toBe('2 rows cannot be taken; the others can.');
    expect(await page.textContent('main')).toContain(`Good ${HTML}`);
    await inOrder(page);
    const before = await site.db.$count(entries);
    await page.focus('text=Import 1 entry');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=1 entry added');
    expect(await site.db.$count(entries)).toBe(before + 1);
    await inOrder(page);
    expect(complaints).toEqual([]);
    await close();
  });
});
