import { describe, expect, it } from 'vitest';
import { applicable, readShipped } from '../../src/evaluation/judged.js';
import { groupBySector, type Lack } from '../../src/evaluation/lacks.js';
import type { EvaluatedStatement } from '../../src/evaluation/run.js';
import { surplusRuns } from '../../src/evaluation/runs.js';
import { nested, settingsOf, settingsSchema, withSettings } from '../../src/evaluation/settings.js';
import { whyOf, worstOf } from '../../src/evaluation/worst.js';
import type { Judgment } from '../../src/matching/judgments.js';
import { WEIGHTS } from '../../src/matching/weights.js';
import { placesOf, scaleOf } from '../../src/web/evaluation/over-time.js';

const judgment = (
  id: string,
  relevance: Record<string, number>,
  changes: Partial<Judgment> = {},
): Judgment => ({
  id,
  statement: `What ${id} asks`,
  country: null,
  population: null,
  language: 'en',
  relevance,
  ...changes,
});

describe('judgments for a catalogue', () => {
  const shipped = [
    judgment('j-1', { 'cs-a': 3, 'cs-gone': 2 }),
    judgment('j-2', { 'cs-gone': 3 }),
    judgment('j-3', {}),
  ];

  it('keep what they say of its entries, and are left out where they say nothing of them', () => {
    const { judgments, used } = applicable(
      shipped,
      [judgment('l-1', { 'cs-b': 2 })],
      new Set(['cs-a', 'cs-b']),
    );
    expect(judgments.map(({ id, relevance }) => [id, relevance])).toEqual([
      ['j-1', { 'cs-a': 3 }],
      ['j-3', {}],
      ['l-1', { 'cs-b': 2 }],
    ]);
    expect(used).toEqual({ shipped: 2, learnt: 1, leftOut: 1, named: 2 });
  });

  it('say that nothing fits of the own catalogue only, unless staff decided so', () => {
    const own = new Set(['cs-a', 'cs-x', 'cs-y']);
    const { judgments } = applicable(shipped, [judgment('l-1', {})], own);
    expect(judgments.map(({ id }) => id)).toEqual(['j-1', 'l-1']);
    expect(applicable(shipped, [], new Set(['cs-x'])).used).toEqual({
      ...{ shipped: 0, learnt: 0, leftOut: 3, named: 0 },
    });
    expect(applicable(shipped, [], new Set()).judgments).toEqual([]);
  });

  it('come with the product in nine languages, each id once', async () => {
    const all = await readShipped();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ language }) => language)).size).toBeGreaterThanOrEqual(9);
  });
});

describe('runs that are forgotten', () => {
  it('are those older than 400 days, and all but the newest of a day that is over; never the newest of all', () => {
    const now = new Date('2026-06-10T12:00:00Z');
    const runs = [
      ['today-2', '2026-06-10T11:00:00Z'],
      ['today-1', '2026-06-10T01:00:00Z'],
      ['yesterday-2', '2026-06-09T23:59:00Z'],
      ['yesterday-1', '2026-06-09T00:01:00Z'],
      ['old', '2025-05-01T00:00:00Z'],
    ].map(([id = '', at = '']) => ({ id, at: new Date(at) }));
    expect(surplusRuns(runs, now)).toEqual(['yesterday-1', 'old']);
    expect(surplusRuns(runs.slice(-1), now)).toEqual([]);
  });
});

describe('what the catalogue lacks', () => {
  const lack = (id: string, sectors: string[]): Lack => ({
    ...{ id, sectors, reason: 'rejected', title: id, city: 'Lima', country: 'PE' },
  });

  it('is grouped by sector, most lacking first, and last what has none', () => {
    const groups = groupBySector([
      lack('1', []),
      lack('2', []),
      lack('3', ['waste', 'air']),
      lack('4', ['waste']),
    ]);
    expect(groups.map(({ sector, lacks }) => [sector, lacks.map(({ id }) => id)])).toEqual([
      ['waste', ['3', '4']],
      ['air', ['3']],
      ['none', ['1', '2']],
    ]);
  });
});

describe('statements answered worst', () => {
  const statement = (id: string, changes: Partial<EvaluatedStatement>): EvaluatedStatement => ({
    ...{ id, language: 'en', country: null, sector: null, fits: true, ndcg10: 0.5, confident: true },
    shown: [{ id: 'cs-x', grade: 0 }],
    best: [{ id: 'cs-a', grade: 3, rank: 15 }],
    ...changes,
  });

  it('are told worst first, a statement and its translations once, without those that nothing fits', () => {
    const statements = [
      statement('j-1', { ndcg10: 0.4 }),
      statement('j-1-es', { ndcg10: 0.1 }),
      statement('j-2', { ndcg10: 0.3 }),
      statement('j-3', { fits: false, ndcg10: null }),
    ];
    const known = [judgment('j-1', {}), judgment('j-1-es', {}, { translationOf: 'j-1' })];
    const byId = new Map(known.map((one) => [one.id, one]));
    const worst = worstOf(statements, byId, new Map([['cs-a', 'A']]), 10);
    expect(worst.map(({ id }) => id)).toEqual(['j-1-es', 'j-2']);
    expect(worst[0]).toMatchObject({ text: 'What j-1-es asks', best: [{ title: 'A', rank: 15 }] });
    expect(worst[1]?.text).toBeUndefined();
    expect(worst[1]?.shown[0]?.title).toBeUndefined();
    expect(worstOf(statements, byId, new Map(), 1)).toHaveLength(1);
  });

  it.each<[string, Partial<EvaluatedStatement>]>([
    ['told-nothing', { confident: false, best: [{ id: 'cs-a', grade: 3, rank: null }] }],
    ['not-found', { best: [{ id: 'cs-a', grade: 3, rank: null }] }],
    [
      'low',
      {
        best: [
          { id: 'cs-a', grade: 3, rank: 12 },
          { id: 'cs-b', grade: 1, rank: null },
        ],
      },
    ],
  ])('say %s in a word', (why, changes) => {
    expect(whyOf(statement('j-1', changes))).toBe(why);
  });
});

describe('settings to compare', () => {
  it('are every number of the order by its path, and change only what they name', () => {
    const settings = settingsOf(WEIGHTS);
    const paths = settings.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['semantic', 'sector.voters', 'link.toProvider']));
    for (const key of Object.keys(WEIGHTS.context)) expect(paths).toContain(`context.${key}`);
    const same = nested(Object.fromEntries(settings.map(({ path, value }) => [path, value])));
    expect(withSettings(WEIGHTS, settingsSchema.parse(same))).toEqual(WEIGHTS);
    const [part = ''] = Object.keys(WEIGHTS.context);
    expect(withSettings(WEIGHTS, settingsSchema.parse({ semantic: 0.9, context: { [part]: 2 } }))).toEqual({
      ...WEIGHTS,
      semantic: 0.9,
      context: { ...WEIGHTS.context, [part]: 2 },
    });
  });

  it.each([{ semantic: 1.1 }, { sector: { voters: 0 } }, { context: { nowhere: 1 } }, { fitted: {} }])(
    'are refused out of bounds or unknown: %j',
    (settings) => {
      expect(settingsSchema.safeParse(settings).success).toBe(false);
    },
  );
});

describe('the line over time', () => {
  it('goes across by time and up by figure, within a scale of its own', () => {
    const { low, high } = scaleOf([0.71, 0.79]);
    expect(low).toBeCloseTo(0.7);
    expect(high).toBeCloseTo(0.8);
    expect(scaleOf([1, 1]).high).toBe(1);
    expect(scaleOf([0]).low).toBe(0);
    const point = (at: string, ndcg10: number) => ({ id: at, at, statements: 1, ndcg10 });
    const places = placesOf([
      point('2026-01-01T00:00:00Z', 0.71),
      point('2026-01-02T00:00:00Z', 0.75),
      point('2026-01-05T00:00:00Z', 0.79),
    ]);
    expect(places.map(({ x }) => x)).toEqual([0, 250, 1000]);
    expect(places[0]?.y).toBeGreaterThan(places[1]?.y ?? Number.NaN);
    expect(places.every(({ y }) => y >= 0 && y <= 160)).toBe(true);
  });
});
