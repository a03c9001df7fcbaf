import { asc, eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challenges, matches, publications } from '../../src/db/schema.js';
import { launchBrowser, openTab } from '../helpers/browser.js';
import { type ReviewSite, startReviewSite } from '../helpers/review-site.js';

const CHALLENGES = 20;
const MATCHES = 8;
const REASONS = ['off-topic', 'wrong-scale', 'wrong-context', 'too-early', 'weak-evidence'];
/** Challenges in which the reviewer does more than decide, counted from 0. */
const EDITS = 2;
const ADDS = 4;
const UNDOES = 6;

interface Decision {
  status: 'approved' | 'rejected';
  reason: string | null;
  note: string;
}

/** What the page shows: the match under the cursor, and how many are being saved or undecided. */
async function look(page: Page) {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('#match-rows > [data-row]')];
    return {
      chosen: rows.find((row) => row.querySelector('[aria-current]'))?.dataset.row ?? '',
      pending: rows.filter((row) => row.dataset.pending !== undefined).length,
      undecided: rows.filter((row) => row.dataset.status === 'proposed').length,
      challenge: document.getElementById('script')?.dataset.challenge ?? '',
      focused: document.activeElement?.id ?? '',
    };
  });
}

const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector('#match-rows [data-pending]') === null);
const dialogIs = (page: Page, name: string, open: boolean) =>
  page.waitForFunction(
    ([id, wanted]) => (document.querySelector(`dialog#dialog-${id}[open]`) !== null) === wanted,
    [name, open] as const,
  );

describe('a reviewer with a keyboard alone', () => {
  let browser: Browser;
  let site: ReviewSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launchBrowser(),
      startReviewSite({ challenges: CHALLENGES, matches: MATCHES }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('empties a queue of 20 challenges with 8 matches each, and every decision lands', async () => {
    const staff = await site.people.signIn('staff');
    const { page, complaints, close } = await openTab(browser, { baseURL: site.address });
    await page.context().addCookies(staff.cookiesFor(site.address));
    const { keyboard } = page;
    const expected = new Map<string, Decision>();

    async function approve() {
      const { chosen } = await look(page);
      await keyboard.press('a');
      expected.set(chosen, { status: 'approved', reason: null, note: '' });
    }
    async function reject(number: number, note: string) {
      const { chosen } = await look(page);
      await keyboard.press('r');
      await dialogIs(page, 'reject', true);
      await keyboard.press(String(number));
      if (note === '') await keyboard.press('Enter');
      else {
        await keyboard.press('Tab');
        await keyboard.type(note);
        await keyboard.press('Control+Enter');
      }
      await dialogIs(page, 'reject', false);
      expected.set(chosen, { status: 'rejected', reason: REASONS[number - 1] ?? null, note });
    }
    async function editWords() {
      await keyboard.press('e');
      await dialogIs(page, 'edit', true);
      await keyboard.press('Control+a');
      await keyboard.type('They began where you are now.');
      await keyboard.press('Control+Enter');
      await dialogIs(page, 'edit', false);
    }
    async function addBySearch() {
      await keyboard.press('+');
      await dialogIs(page, 'add', true);
      await keyboard.type('bicycle lanes for the whole city');
      await keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.hasAttribute('data-add'));
      await keyboard.press('Enter');
      await dialogIs(page, 'add', false);
      expected.set((await look(page)).chosen, { status: 'approved', reason: null, note: '' });
      // The cursor stands on what was added: back to the first.
      for (let press = 0; press < MATCHES; press += 1) await keyboard.press('k');
    }
    async function approveByMistake() {
      await keyboard.press('a');
      await settled(page);
      const before = await look(page);
      await keyboard.press('u');
      await page.waitForFunction((count) => {
        const rows = document.querySelectorAll('#match-rows > [data-status="proposed"]');
        return rows.length === count + 1;
      }, before.undecided);
      await settled(page);
    }

    await page.goto('/console');
    await keyboard.press('j');
    await keyboard.press('Enter');
    await page.waitForURL('**/console/challenges/**');
    const seen: string[] = [];
    for (let index = 0; index < CHALLENGES; index += 1) {
      const { challenge } = await look(page);
      seen.push(challenge);
      if (index === EDITS) await editWords();
      if (index === ADDS) await addBySearch();
      if (index === UNDOES) await approveByMistake();
      for (let match = 0; match < MATCHES; match += 1) {
        if ((index + match) % 3 === 2)
          await reject(((index + match) % REASONS.length) + 1, match === 5 ? 'Seen before.' : '');
        else await approve();
      }
      await settled(page);
      expect(await look(page)).toMatchObject({ undecided: 0, focused: 'act-publish' });
      await keyboard.press('Enter');
      await dialogIs(page, 'publish', true);
      expect((await look(page)).focused).toBe('publish-go');
      await keyboard.press('Enter');
      await page.waitForFunction(
        (was) =>
          document.getElementById('script')?.dataset.challenge !== was && document.readyState === 'complete',
        challenge,
      );
    }

    expect(new Set(seen)).toEqual(new Set(site.ids));
    await page.waitForURL('**/console');
    await expect(page.locator('.empty h2').textContent()).resolves.toBe('The queue is empty');
    expect(complaints).toEqual([]);

    const rows = await site.db.select().from(matches).orderBy(asc(matches.id));
    const decided = new Map(
      rows.map((row) => [
        row.id,
        { status: row.status, reason: row.rejectionReason, note: row.rejectionNote },
      ]),
    );
    expect(decided).toEqual(expected);
    expect(decided.size).toBe(CHALLENGES * MATCHES + 1);
    expect(rows.every((row) => row.decidedBy === staff.person.id || row.origin === 'staff')).toBe(true);
    expect(JSON.stringify(rows.filter((row) => row.reasons !== null))).toContain(
      'They began where you are now.',
    );
    expect(await site.db.$count(challenges, eq(challenges.status, 'published'))).toBe(CHALLENGES);
    expect(await site.db.$count(publications)).toBe(CHALLENGES);
    await close();
  }, 400_000);
});
