import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StoredEntry, titleOf } from '../../src/catalogue/entry.js';
import { facetsOf } from '../../src/catalogue/facets.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { passagesOf } from '../../src/indexing/passages.js';
import { narrow, type Scope } from '../../src/partners/scope.js';
import {
  widgetEntrySchema,
  widgetMatchSchema,
  widgetSearchSchema,
} from '../../src/partners/widget-contract.js';
import { FACETS, type Facet, type SearchFilter } from '../../src/search/port.js';
import { ADMIN, type PartnerSite, startPartnerSite } from '../helpers/partners.js';
import { anyFilter, anyScope } from '../helpers/scopes.js';
import { createWordEmbedder } from '../helpers/word-embedder.js';

/** 200 scopes, and 50 queries under each. */
const SCOPES = 200;
const QUERIES = 50;
const AT_ONCE = 10;

const WORDS = [
  'flood',
  'water',
  'housing',
  'solar',
  'bus',
  'heat',
  'waste',
  'Peru',
  'sponge city',
  'medelin',
];

/** An entry with its values for each facet. */
interface Faceted {
  id: string;
  title: string;
  values: Record<Facet, readonly string[]>;
}

function faceted(entry: StoredEntry): Faceted {
  const { kind, sectors, countries, sdgs, pathways, regions } = facetsOf(entry);
  return {
    id: entry.id,
    title: titleOf(entry),
    values: {
      kind: [kind],
      sector: sectors,
      country: countries,
      sdg: sdgs,
      pathway: pathways,
      region: regions,
    },
  };
}

/** What a filter means, written once more and apart from the code. */
function inside({ values }: Faceted, filter: SearchFilter): boolean {
  for (const facet of FACETS) {
    const wanted = filter[facet] ?? [];
    if (wanted.length > 0 && !values[facet].some((value) => wanted.includes(value))) return false;
  }
  return true;
}

/** Of a filter what a scope opens. */
function withinScope(filter: SearchFilter, scope: Scope): SearchFilter {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([facet, values]) => {
      const open: readonly string[] | undefined = scope[facet as Facet];
      const kept = open === undefined ? values : values.filter((value) => open.includes(value));
      return kept.length > 0 ? [[facet, kept]] : [];
    }),
  );
}

const odd = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('', '*', 'PE,CO', "' or 1=1", '\u0000', 'pe', '1;2'),
);
const seldom = <T>(values: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });

interface Query {
  call: 'search' | 'entry' | 'match';
  q: string;
  filter: SearchFilter;
  /** Cut down to what the scope opens. */
  narrowed: boolean;
  facets: Facet[];
  limit: number;
  /** A number: the cursor of another answer, of whatever key and scope. */
  cursor: number | string | undefined;
  odd: [string, string] | undefined;
  id: number;
}

const CALLS: Query['call'][] = [...Array.from({ length: 10 }, () => 'search' as const), 'entry', 'match'];
const query: fc.Arbitrary<Query> = fc.record({
  call: fc.constantFrom(...CALLS),
  q: fc.oneof(
    fc.constant(''),
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
    fc.string({ maxLength: 20 }),
  ),
  filter: anyFilter,
  narrowed: fc.constantFrom(true, true, true, false),
  facets: fc.subarray([...FACETS]),
  limit: fc.integer({ min: 1, max: 30 }),
  cursor: seldom(fc.oneof(fc.nat(), odd)),
  odd: seldom(fc.tuple(fc.constantFrom(...FACETS, 'scope', 'filter', 'facets'), odd)),
  id: fc.nat(),
});

/** A scope, and what it opens and hides. */
interface Opened {
  scope: Scope;
  open: Faceted[];
  hidden: ReadonlySet<string>;
}

describe('10,000 random queries with keys of random scopes', () => {
  let site: PartnerSite;
  let all: Faceted[];
  const cursors: string[] = [];
  const told = { search: 0, match: 0, entry: 0, outside: 0, bad: 0, none: 0, hits: 0, paged: 0 };

  beforeAll(async () => {
    const embedder = createWordEmbedder();
    site = await startPartnerSite({}, undefined, { embedder });
    all = site.stored.map(faceted);
    for (const entry of site.stored) {
      const passages = passagesOf(entry);
      const vectors = await embedder.embed(passages.map(({ text }) => text));
      const parts = passages.map(({ field }, i) => ({ field, vector: vectors[i] ?? new Float32Array() }));
      await site.engine.upsert([toSearchDocument(entry, parts, embedder.modelId)]);
    }
  });
  afterAll(() => site?.stop());

  it('give nothing outside the scope', async () => {
    const one = await site.partner({ quotaPerDay: null, ratePerMinute: 1_000_000 });
    let { version } = one;
    const queries = fc.array(query, { minLength: QUERIES, maxLength: QUERIES });
    await fc.assert(
      fc.asyncProperty(anyScope, queries, async (scope, given) => {
        ({ version } = await site.features.partners.update(one.id, { version, scope }, ADMIN));
        const { filter: whole } = narrow(scope, {});
        const open = all.filter((entry) => inside(entry, whole));
        const hidden = new Set(all.filter((entry) => !open.includes(entry)).map(({ id }) => id));
        // Some at a time, as readers do.
        for (let at = 0; at < given.length; at += AT_ONCE) {
          const some = given.slice(at, at + AT_ONCE);
          await Promise.all(some.map((each) => check(one.sk, { scope, open, hidden }, each)));
        }
      }),
      { numRuns: SCOPES, endOnFailure: true },
    );
    // What was drawn is neither all refused nor all empty.
    expect(told.search).toBeGreaterThan(4_000);
    expect(told.hits).toBeGreaterThan(20_000);
    for (const count of Object.values(told)) expect(count).toBeGreaterThan(50);
  }, 900_000);

  async function check(key: string, { scope, open, hidden }: Opened, given: Query): Promise<void> {
    const filter = given.narrowed ? withinScope(given.filter, scope) : given.filter;
    const answer = await ask(key, { ...given, filter });
    const named = answer.text.match(/\b(?:cs|pr)-[a-z0-9-]+/g) ?? [];
    expect(named.filter((id) => hidden.has(id))).toEqual([]);
    if (answer.status === 200) {
      told[given.call] += 1;
      if (given.call === 'search') {
        const next = checkSearch(answer.json, { scope, open, filter, given });
        // Some are read on, as a reader would.
        if (next && given.id % 8 === 0) await check(key, { scope, open, hidden }, { ...given, cursor: next });
      } else if (given.call === 'match') checkMatch(answer.json, hidden);
      else widgetEntrySchema.parse(answer.json);
    } else if (answer.status === 403) {
      expect(answer.text).toContain('urn:citymatch:problem:out-of-scope');
      told.outside += 1;
    } else if (answer.status === 404) {
      expect(given.call).toBe('entry');
      told.none += 1;
    } else {
      expect(answer.status).toBe(400);
      told.bad += 1;
    }
  }

  function ask(key: string, { call, q, filter, facets, limit, cursor, odd: more, id }: Query) {
    if (call === 'entry') return site.ask(`/v1/widget/entries/${all[id % all.length]?.id}`, key);
    if (call === 'match') {
      const { kind, sdg, ...rest } = filter;
      const body = {
        statement: `${q} flooding in the old town`,
        limit: Math.min(50, limit),
        ...(kind && { kinds: [...new Set(kind)] }),
        filters: { ...rest, ...(sdg && { sdg: sdg.map(Number) }) },
      };
      return site.ask('/v1/widget/match', key, { method: 'POST', body: JSON.stringify(body) });
    }
    const asked = new URLSearchParams({ q, limit: String(limit) });
    for (const [facet, values] of Object.entries(filter))
      for (const value of values) asked.append(facet, value);
    if (facets.length > 0) asked.set('facets', facets.join(','));
    if (id % 5 === 0) asked.set('by', 'titles');
    if (typeof cursor === 'number') asked.set('cursor', cursors[cursor % (cursors.length || 1)] ?? 'none');
    else if (cursor !== undefined) asked.set('cursor', cursor);
    if (more) asked.append(...more);
    return site.ask(`/v1/widget/search?${asked}`, key);
  }

  function checkSearch(
    json: unknown,
    { scope, open, filter, given }: Omit<Opened, 'hidden'> & { filter: SearchFilter; given: Query },
  ): string | undefined {
    const { hits, total, facets, nextCursor } = widgetSearchSchema.parse(json);
    const passing = open.filter((entry) => inside(entry, filter));
    const ids = new Set(passing.map(({ id }) => id));
    expect(hits.filter(({ id }) => !ids.has(id))).toEqual([]);
    // A plain listing gives all of it; words, or another value of a filter, find less of it.
    const whole = given.q.trim() === '' && given.odd === undefined;
    if (whole) expect(total).toBe(passing.length);
    else expect(total).toBeLessThanOrEqual(passing.length);
    for (const [name, counts] of Object.entries(facets)) {
      const facet = name as Facet;
      const opened: readonly string[] | undefined = scope[facet];
      for (const [value, count] of Object.entries(counts)) {
        if (opened) expect(opened).toContain(value);
        const most = passing.filter((entry) => entry.values[facet].includes(value)).length;
        if (whole) expect(count).toBe(most);
        else expect(count).toBeLessThanOrEqual(most);
      }
    }
    told.hits += hits.length;
    if (given.cursor !== undefined) told.paged += 1;
    if (nextCursor && cursors.length < 1_000) cursors.push(nextCursor);
    return nextCursor;
  }

  function checkMatch(json: unknown, hidden: ReadonlySet<string>): void {
    const titles = all.filter(({ id }) => hidden.has(id)).map(({ title }) => title);
    for (const { reasons } of widgetMatchSchema.parse(json).results) {
      // Other reasons quote the entry itself, which may well speak of others.
      const proofs = reasons.filter(({ kind }) => kind === 'provider' || kind === 'evidence');
      for (const { text } of proofs) expect(titles.filter((title) => text.includes(title))).toEqual([]);
    }
  }
});
