import { desc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asker, Person } from '../../src/access.js';
import { disclosedTextOf } from '../../src/challenges/disclosure.js';
import { eraseChallenge } from '../../src/challenges/personal-data.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { audit, challenges } from '../../src/db/schema.js';
import type { DisclosureChange, DisclosureService } from '../../src/review/disclosure/contract.js';
import { createDisclosureService } from '../../src/review/disclosure/service.js';
import { createReviewService } from '../../src/review/service.js';
import { bothDatabases, DATABASES } from '../helpers/both-databases.js';
import { seedChallenges, seedEntries, seedPeople } from '../helpers/challenges.js';

const STATEMENT = 'The cellar of Mrs Torres floods; write to ana@city.test. It rains more each year.';
const WORDS = { title: 'Cellars flood', statement: 'Cellars flood. It rains more each year.' };
const id = 'ch-0000000000000001';

const open = bothDatabases();

describe.each(DATABASES)('the disclosure of a challenge on %s', (kind) => {
  let database: DatabaseHandle;
  let service: DisclosureService;
  let staff: Asker;
  let other: Asker;
  const rowOf = async () => {
    const [row] = await database.db.select().from(challenges).where(eq(challenges.id, id));
    if (row === undefined) throw new TypeError('There is no challenge');
    return row;
  };
  const change = async (changes: Partial<DisclosureChange>, asker = staff) => {
    const { version } = await service.read(id);
    return service.change(id, { version, shownTo: 'providers', keep: [], ...changes }, asker);
  };
  const agree = (disclosure: 'secretariat' | 'providers' | 'public') =>
    database.db.update(challenges).set({ disclosure, statement: STATEMENT }).where(eq(challenges.id, id));

  beforeAll(async () => {
    database = await open(kind);
    const people = (await seedPeople(database.db, 2, 'staff')) as [Person, Person];
    [staff, other] = [{ actor: people[0] }, { actor: people[1] }];
    await seedEntries(database.db, 1);
    service = createDisclosureService({ db: database.db, nudge: () => {} });
  });
  beforeEach(async () => {
    await seedChallenges(database.db, { count: 1, matches: 1, entryIds: ['cs-case-1'] });
  });
  afterEach(() => database.db.delete(challenges));
  afterAll(() => database?.close());

  it('gives nobody outside anything before it is redacted, whatever the city agreed to', async () => {
    await agree('public');
    expect(disclosedTextOf(await rowOf())).toBeUndefined();
    expect(disclosedTextOf(await rowOf(), 'public')).toBeUndefined();
  });

  it('proposes words without what was found, and tells where it was', async () => {
    await agree('providers');
    const read = await service.read(id);
    expect(read.redacted.statement).toBe(
      'The cellar of Mrs […] floods; write to […]. It rains more each year.',
    );
    expect(read.findings.statement.map((one) => one.text)).toEqual(['Torres', 'ana@city.test']);
    expect(read).toMatchObject({ agreed: 'providers', shownTo: 'secretariat', over: false });
  });

  it('opens in redacted words alone, to providers and not to anyone', async () => {
    await agree('public');
    expect(await change(WORDS)).toMatchObject({ shownTo: 'providers', redacted: WORDS });
    expect(disclosedTextOf(await rowOf())).toEqual(WORDS);
    expect(disclosedTextOf(await rowOf(), 'public')).toBeUndefined();
    await change({ ...WORDS, shownTo: 'public' });
    expect(disclosedTextOf(await rowOf(), 'public')).toEqual(WORDS);
  });

  it.each([
    ['without redacted words', {}, ['title', 'statement']],
    ['without a title', { statement: WORDS.statement }, ['title']],
    ['with words that are none', { title: '…', statement: ' ' }, ['title', 'statement']],
    ['beyond what the city agreed to', { ...WORDS, shownTo: 'public' as const }, ['shownTo']],
    ['with a mail address left', { ...WORDS, statement: STATEMENT, keep: ['Torres'] }, ['statement']],
    ['with a name left in the title', { ...WORDS, title: 'Mr Otieno floods' }, ['title']],
  ])('is refused %s, and nothing is saved', async (_what, changes, paths) => {
    await agree('providers');
    const refused = await change(changes).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'bad-request' });
    expect((refused as { fields: { path: string }[] }).fields.map(({ path }) => path)).toEqual(paths);
    expect(JSON.stringify(refused)).not.toMatch(/ana@|Torres|Otieno/);
    expect(await rowOf()).toMatchObject({ version: 1, shownTo: 'secretariat', publicTitle: null });
  });

  it('cannot be opened where the city keeps it to the secretariat', async () => {
    await agree('secretariat');
    await expect(change(WORDS)).rejects.toMatchObject({ fields: [{ path: 'shownTo' }] });
  });

  it('keeps what looks like personal data where staff say so, word for word', async () => {
    await agree('providers');
    await change({ ...WORDS, statement: 'Mr Stone Age is a shop', keep: ['Stone Age'] });
    expect(disclosedTextOf(await rowOf())?.statement).toBe('Mr Stone Age is a shop');
  });

  it('closes without words, on an old version, and while another has it in hand', async () => {
    await agree('providers');
    await change(WORDS);
    const review = createReviewService({
      ...{
        db: database.db,
        nudge: () => {},
        config: { serviceLevel: { answerHours: 1, publishHours: 1, introduceHours: 1 } },
      },
      proposer: { freezeEntry: () => Promise.reject(new Error('not asked for')) },
    });
    await review.claim(id, other);
    await expect(change({ ...WORDS, title: 'Others' })).rejects.toMatchObject({ code: 'conflict' });
    await change({ version: 1, shownTo: 'secretariat' });
    expect(disclosedTextOf(await rowOf())).toBeUndefined();
    expect((await service.read(id)).redacted).toEqual(WORDS);
  });

  it('is what the first of two says, and the second is told', async () => {
    await agree('providers');
    const both = await Promise.allSettled([
      service.change(id, { version: 1, shownTo: 'providers', ...WORDS, keep: [] }, staff),
      service.change(id, { version: 1, shownTo: 'providers', ...WORDS, title: 'Wet feet', keep: [] }, other),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect((await rowOf()).version).toBe(2);
  });

  it('stands in the record with how much was kept and never with a word of it', async () => {
    await agree('public');
    await change({ title: 'Ask Mr Otieno', statement: WORDS.statement, keep: ['Otieno'] });
    await change({ title: 'Ask Mr Otieno', statement: WORDS.statement, keep: ['Otieno'] });
    await change({ shownTo: 'secretariat' });
    const rows = await database.db
      .select()
      .from(audit)
      .where(eq(audit.challengeId, id))
      .orderBy(desc(audit.id))
      .limit(2);
    expect(rows.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      { action: 'challenge.narrowed', before: { shownTo: 'providers' }, after: { shownTo: 'secretariat' } },
      {
        action: 'challenge.opened',
        before: { shownTo: 'secretariat' },
        after: { shownTo: 'providers', kept: { 'person-name': 1 } },
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Otieno|flood/);
    // The second, the same, was no change.
    expect((await rowOf()).version).toBe(3);
  });

  it('ends with the erasure of the challenge, and cannot be taken up again', async () => {
    await agree('providers');
    await change(WORDS);
    await eraseChallenge(database.db, id, staff, new Date());
    expect(await rowOf()).toMatchObject({ shownTo: 'secretariat', publicTitle: null, publicStatement: null });
    await expect(change(WORDS)).rejects.toMatchObject({ code: 'conflict' });
    await expect(service.read('ch-none')).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      service.change('ch-none', { version: 1, shownTo: 'secretariat', keep: [] }, staff),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
