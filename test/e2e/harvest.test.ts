import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entries, harvestedEntries } from '../../src/db/schema.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { feedOf, startFeedServer } from '../helpers/feed-server.js';
import { startWholeSite } from '../helpers/whole-site.js';

const WIDTHS = [320, 1280] as const;
const HTML = '<b onclick="x()">Their</b> square';

const own = caseStudyEntry('cs-square', { title: 'A square that stores rain' });
const theirs = caseStudyEntry('cs-other', {
  ...{ title: HTML, summary: 'A square in Rotterdam fills with rain.', year: 2014 },
  sourceUrl: 'https://example.org/square',
});

describe('the pages on other sites', () => {
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let other: Awaited<ReturnType<typeof startFeedServer>>;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let admin: SignedInPerson;
  let staff: SignedInPerson;
  beforeAll(async () => {
    other = await startFeedServer(
      feedOf([
        theirs.body,
        caseStudyEntry('cs-new', { city: 'Gent', country: 'BE', sourceUrl: null }).body,
        { id: 'cs-bad' },
      ]),
    );
    site = await startWholeSite({ HARVEST_HOSTS: other.host });
    await site.store.save([own]);
    const people = peopleOf(site.features.accounts);
    admin = await people.signIn('admin');
    staff = await people.signIn('staff', 'Sam');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await other?.stop();
  });

  const open = async (who: SignedInPerson, width: number, path: string) => {
    const tab = await openTab(browser, { viewport: { width, height: 900 } });
    await tab.page.context().addCookies(who.cookiesFor(site.address));
    await tab.page.goto(site.address + path);
    return tab;
  };

  it('let an administrator add a site, say what is wrong with it, and keep what was typed', async () => {
    const { page } = await open(admin, 1280, '/console/harvest');
    await page.getByText('Harvest another site').click();
    await page.getByLabel('Name', { exact: true }).fill('Cities of the delta');
    await page.getByLabel('Address').fill('http://plain.example.org');
    await page.getByLabel('Only these countries').fill('nl, xx');
    await page.getByRole('button', { name: 'Add the site' }).click();
    await page.getByText('It was not saved').waitFor();
    expect(await page.getByLabel('Only these countries').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Only these countries').fill('');
    await page.getByRole('button', { name: 'Add the site' }).click();
    await page.getByText('must begin with https://').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Cities of the delta');
    await page.getByLabel('Address').fill(`${other.address}/`);
    await page.getByRole('button', { name: 'Add the site' }).click();
    await page.getByText('harvested from the next night on').waitFor();
    await page.getByRole('button', { name: 'Harvest now: Cities of the delta' }).click();
    await page.getByText('It will be harvested in a moment.').waitFor();
    await page.context().close();
    expect(await site.features.maintenance.harvest?.()).toBe(3);
  });

  it.each(WIDTHS)('show theirs beside ours at %d px, for everybody to use', async (width) => {
    for (const path of ['/console/harvest', `/console/harvest/${await sourceId()}`]) {
      const { page } = await open(admin, width, path);
      expect(await accessibilityFaults(page), path).toEqual([]);
      expect(await sidewaysScroll(page), path).toBe(0);
      await page.context().close();
    }
  });

  it('take the decision of staff, once, and show where an entry came from', async () => {
    const { page } = await open(staff, 1280, '/console/harvest');
    expect(await page.getByText('Harvest another site').count()).toBe(0);
    await page.getByRole('heading', { name: HTML }).waitFor();
    await page
      .getByRole('button', { name: 'They are the same: keep ours, A square that stores rain' })
      .click();
    await page.getByText('Kept: ours stays as it is').waitFor();
    await page.getByText('Nothing is to be decided.').waitFor();
    const [row] = await site.db
      .select()
      .from(harvestedEntries)
      .where(eq(harvestedEntries.theirId, 'cs-other'));
    expect(row).toMatchObject({ state: 'same', entryId: 'cs-square' });
    const [taken] = await site.db.select().from(entries).where(eq(entries.country, 'BE'));
    await page.goto(`${site.address}/console/catalogue/${taken?.id}`);
    await page.getByText('Taken from Cities of the delta').waitFor();
    await page.goto(`${site.address}/console/harvest/${await sourceId()}`);
    await page.getByRole('cell', { name: 'cs-bad' }).first().waitFor();
    expect(await page.getByText('Settings').count()).toBe(0);
    await page.context().close();
  });

  const sourceId = async () => (await site.features.harvest.sources())[0]?.id ?? '';
});
