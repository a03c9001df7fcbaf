import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challenges, matches } from '../../src/db/schema.js';
import type { SignedInPerson } from '../helpers/accounts.js';
import { launchBrowser, openTab } from '../helpers/browser.js';
import { type ReviewSite, startReviewSite } from '../helpers/review-site.js';

const MATCHES = 4;

describe('two reviewers', () => {
  let browser: Browser;
  let site: ReviewSite;
  let ada: SignedInPerson;
  let ben: SignedInPerson;
  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launchBrowser(),
      startReviewSite({ challenges: 8, matches: MATCHES }),
    ]);
    ada = await site.people.signIn('staff', 'Ada Almeida');
    ben = await site.people.signIn('staff', 'Ben Brandt');
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** A window of each on the same page. */
  async function both(path: string) {
    const windows = await Promise.all(
      [ada, ben].map(async (person) => {
        const tab = await openTab(browser, { baseURL: site.address });
        await tab.page.context().addCookies(person.cookiesFor(site.address));
        await tab.page.goto(path);
        return tab;
      }),
    );
    const [first, second] = windows;
    if (first === undefined || second === undefined) throw new Error('no windows');
    const complaints = () => windows.flatMap((tab) => tab.complaints);
    return {
      first: first.page,
      second: second.page,
      complaints,
      close: () => Promise.all(windows.map((w) => w.close())),
    };
  }

  const row = (page: Page, place: number) => page.locator('#match-rows > li').nth(place);
  const said = (page: Page, words: string) =>
    page.locator('#live', { hasText: words }).waitFor({ state: 'attached' });
  const challenge = (place: number) => {
    const id = site.ids[place];
    if (id === undefined) throw new Error(`no challenge ${place}`);
    return { id, path: `/console/challenges/${id}` };
  };

  it('see each other’s decisions without a reload, marked and not moved under the cursor', async () => {
    const { first, second, complaints, close } = await both(challenge(0).path);
    await second.keyboard.press('j');
    await second.keyboard.press('j');
    const focused = () => second.evaluate(() => document.activeElement?.id);
    const cursor = await focused();
    await first.keyboard.press('a');
    await row(second, 0).locator('[data-mark]', { hasText: 'changed by Ada Almeida' }).waitFor();
    expect(await row(second, 0).locator('.match-state').textContent()).toContain('Approved');
    expect(await second.locator('.in-hand').textContent()).toContain('Ada Almeida has this in hand until');
    expect(await focused()).toBe(cursor);
    // An order made by somebody else is offered, not applied.
    const titles = () => second.locator('#match-rows .line-title').allTextContents();
    const [one, two, three, four] = await titles();
    await first.keyboard.press('Shift+J');
    await second.locator('#new-order:visible').waitFor();
    expect(await titles()).toEqual([one, two, three, four]);
    await second.locator('#new-order').click();
    await second.locator('#new-order').waitFor({ state: 'hidden' });
    expect(await titles()).toEqual([one, three, two, four]);
    expect(complaints()).toEqual([]);
    await close();
  });

  it('never overwrite each other: the second is told who has it, and nothing of theirs is saved', async () => {
    const { id, path } = challenge(1);
    const { first, second, complaints, close } = await both(path);
    await first.keyboard.press('a');
    await said(first, 'Approved');
    await second.keyboard.press('j');
    await second.keyboard.press('r');
    await second.keyboard.press('1');
    await second.keyboard.press('Enter');
    await said(second, 'Not saved: Ada Almeida has this in hand until');
    expect(await row(second, 1).locator('.match-state').textContent()).toContain('Undecided');
    expect(await row(second, 0).locator('.match-state').textContent()).toContain('Approved');
    const rows = await site.db.select().from(matches).where(eq(matches.challengeId, id));
    expect(rows.map(({ status }) => status).sort()).toEqual(['approved', 'proposed', 'proposed', 'proposed']);
    expect(complaints()).toEqual([]);
    await close();
  });

  it('keep what was written in a dialog when the other one was faster, and say so there', async () => {
    const { id, path } = challenge(2);
    const { first, second, close } = await both(path);
    await second.keyboard.press('n');
    await second.keyboard.type('From Ben.');
    await first.keyboard.press('n');
    await first.keyboard.type('From Ada.');
    await first.keyboard.press('Control+Enter');
    await said(first, 'The note is saved.');
    await first.keyboard.press('c');
    await said(first, 'Given back.');
    await second.keyboard.press('Control+Enter');
    const problem = second.locator('#dialog-note .ask-problem');
    await problem.filter({ hasText: 'Not saved: Ada Almeida edited the answer meanwhile' }).waitFor();
    expect(await second.locator('#note-field').inputValue()).toBe('From Ben.');
    // Trying again does not overwrite it either: what is shown must be looked at first.
    const refused = second.waitForResponse((response) => response.request().method() === 'PATCH');
    await second.keyboard.press('Control+Enter');
    expect((await refused).status()).toBe(409);
    const [saved] = await site.db.select().from(challenges).where(eq(challenges.id, id));
    expect(saved?.note).toBe('From Ada.');
    await close();
  });

  it('see in the queue what left it, greyed where it was, and are offered what is new', async () => {
    const { first, second, complaints, close } = await both('/console');
    const { id } = challenge(3);
    const line = second.locator(`#row-${id}`);
    const place = () =>
      second.evaluate(
        (row) => [...document.querySelectorAll('[data-row]')].findIndex((one) => one.id === row),
        `row-${id}`,
      );
    const before = await place();
    await first.goto(challenge(3).path);
    await first.keyboard.press('d');
    await first.keyboard.press('3');
    await first.keyboard.press('Enter');
    await first.waitForURL((url) => !url.pathname.includes(id));
    await said(first, 'Ended');
    await line.locator('[data-mark]', { hasText: 'no longer in this list: Ada Almeida' }).waitFor();
    expect(await line.getAttribute('class')).toContain('row-gone');
    expect(await place()).toBe(before);
    const [gone] = await site.db.select().from(challenges).where(eq(challenges.id, id));
    expect(gone).toMatchObject({ status: 'declined', endReason: 'duplicate' });

    await first.goto(challenge(3).path);
    await first.locator('#act-reopen').click();
    await said(first, 'Back in review.');
    await second.waitForFunction(
      (row) => !document.getElementById(row)?.classList.contains('row-gone'),
      `row-${id}`,
    );
    expect(complaints()).toEqual([]);
    await close();
  });

  it('are told when the connection is lost, and see what they missed when it is back', async () => {
    const { id, path } = challenge(4);
    const { second, close } = await both(path);
    await second.context().setOffline(true);
    await site.features.review.decide(
      id,
      {
        decisions: [
          {
            matchId: (await row(second, 0).getAttribute('data-row')) ?? '',
            version: 1,
            decision: 'approve',
            note: '',
          },
        ],
      },
      { actor: ada.person },
    );
    await second
      .locator('#notices .notice', { hasText: 'Live changes are interrupted' })
      .waitFor({ timeout: 100_000 });
    await second.keyboard.press('a');
    await said(second, 'Not saved: there is no connection.');
    await second.context().setOffline(false);
    await row(second, 0).locator('.match-state', { hasText: 'Approved' }).waitFor({ timeout: 60_000 });
    await second.locator('#notices .notice').waitFor({ state: 'detached', timeout: 60_000 });
    await close();
  }, 400_000);

  it('see a match whose entry left the catalogue greyed, with the reason, and cannot publish it', async () => {
    const { id, path } = challenge(5);
    const { first, close } = await both(path);
    const held = await site.db.select().from(matches).where(eq(matches.challengeId, id));
    for (let press = 0; press < MATCHES; press += 1) await first.keyboard.press('a');
    await first.waitForFunction(() => document.activeElement?.id === 'act-publish');
    await site.store.archive(held.find(({ position }) => position === 1)?.entryId ?? '');
    await first.reload();
    await row(first, 0).locator('.badge', { hasText: 'entry archived' }).waitFor();
    expect(await row(first, 0).getAttribute('class')).toContain('match-stale');
    await first.keyboard.press('p');
    expect(await first.locator('#publish-lacking').textContent()).toContain('1 approved entry was archived');
    expect(await first.locator('#publish-go').count()).toBe(0);
    await close();
  });

  it('see a match that is no longer proposed greyed where it was, and are offered the new list', async () => {
    const { id, path } = challenge(6);
    const { first, complaints, close } = await both(path);
    const held = await site.db.select().from(matches).where(eq(matches.challengeId, id));
    const lost = held.find(({ position }) => position === 2);
    await site.store.archive(lost?.entryId ?? '');
    await site.engine.remove([lost?.entryId ?? '']);
    await site.features.proposer.propose(id);
    await row(first, 1).locator('[data-mark]', { hasText: 'no longer proposed' }).waitFor();
    expect(await row(first, 1).getAttribute('data-row')).toBe(lost?.id);
    await first.locator('#new-order').click();
    await first.locator(`#row-${lost?.id}`).waitFor({ state: 'detached' });
    expect(complaints()).toEqual([]);
    await close();
  });

  it('must both approve an answer that needs two people, and only then can it be published', async () => {
    const { id, path } = challenge(7);
    const actor = { actor: ada.person };
    const { version } = await site.features.review.edit(
      id,
      { version: (await site.features.review.get(id, actor)).version, approvalsNeeded: 2 },
      actor,
    );
    expect(version).toBeGreaterThan(1);
    const { first, second, complaints, close } = await both(path);
    for (let press = 0; press < MATCHES; press += 1) await first.keyboard.press('a');
    await first.waitForFunction(() => document.activeElement?.id === 'act-publish');
    await first.keyboard.press('Enter');
    await first.locator('#dialog-publish[open]').waitFor();
    const lacking = (page: Page) => page.locator('#publish-lacking').textContent();
    expect(await lacking(first)).toContain('2 more people must approve');
    await first.keyboard.press('Enter');
    await said(first, 'You approved the answer.');
    await first.locator('#publish-lacking', { hasText: '1 more person must approve' }).waitFor();
    expect(await first.evaluate(() => document.activeElement?.id)).toBe('publish-close');
    await first.keyboard.press('Escape');
    await first.keyboard.press('c');
    await said(first, 'Given back.');

    await second.locator('.hands', { hasText: 'Approved by Ada Almeida: 1 of 2' }).waitFor();
    await second.keyboard.press('p');
    await second.locator('#dialog-publish[open]').waitFor();
    await second.keyboard.press('Enter');
    await second.locator('#publish-go').waitFor();
    expect(await second.evaluate(() => document.activeElement?.id)).toBe('publish-go');
    await second.keyboard.press('Enter');
    await second.waitForURL((url) => !url.pathname.includes(id));
    const [published] = await site.db.select().from(challenges).where(eq(challenges.id, id));
    expect(published?.status).toBe('published');
    expect(complaints()).toEqual([]);
    await close();
  });
});
