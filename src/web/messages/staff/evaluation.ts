import { createFormat } from '../format.js';

const f = createFormat('en');
const statements = (count: number) =>
  `${f.number(count)} ${f.plural(count, { one: 'statement', other: 'statements' })}`;
const judgments = (count: number) =>
  `${f.number(count)} ${f.plural(count, { one: 'judgment', other: 'judgments' })}`;
const figure = (value: number) => value.toFixed(3);
/** A difference with its sign; nothing where it rounds to none. */
const change = (by: number) =>
  Math.abs(by) < 0.0005 ? 'as before' : `${by > 0 ? '+' : '−'}${figure(Math.abs(by))}`;

/** A model's name without the digest of its files. */
const short = (model: string) => model.split('@', 1)[0] ?? model;

/** Strings of the console's page on how well matching answers. */
export const staffEvaluation = {
  title: 'Evaluation',
  toLearning: 'Weights learnt from decisions',
  toExposure: 'What was shown',
  lead: 'How well matching answers statements of which people have judged what fits. Measured at night when catalogue, settings or judgments have changed.',
  statements,
  figure,
  change,
  share: (value: number) => f.percent(value),
  none: '–',
  run: {
    start: 'Evaluate now',
    facts: (at: string, by: string | undefined) =>
      by === undefined ? `Measured ${at}` : `Measured ${at} for ${by}`,
    by: (model: string, engine: string) =>
      `${model === 'none' ? 'by words alone, without a model' : `model ${short(model)}`}, ${engine === 'embedded' ? 'search engine in the process' : 'Meilisearch'}`,
    judgments: (shipped: number, learnt: number) =>
      `${judgments(shipped)} that come with CityMatch, ${f.number(learnt)} learnt from your decisions`,
    leftOut: (count: number) =>
      `${judgments(count)} left out, because what they judge is not in this catalogue.`,
    fewNamed: (named: number, entries: number) =>
      `Only ${f.number(named)} of ${f.number(entries)} published entries were ever judged. All others count as wrong answers, so the figures are lower than the answers deserve; compare them with each other, not with those of another catalogue.`,
    changed: (what: readonly string[]) => `Changed since the run before: ${f.list(what)}.`,
    otherStatements: 'The figures are of other statements than before: their changes say little.',
    unchanged: 'Nothing it rests on has changed since the run before.',
    onlyLearnt:
      'None of the judgments that come with CityMatch is about this catalogue: the figures rest on what was learnt from your decisions alone.',
    first: 'This is the first run.',
    parts: {
      catalogue: 'the catalogue',
      weights: 'the settings of matching',
      judgments: 'the judgments',
      model: 'the model',
      engine: 'the search engine',
    },
  },
  state: {
    waiting: 'An evaluation is asked for and waits for a worker.',
    running: 'Being evaluated: {done} of {of} statements answered.',
    interrupted: 'The last run was broken off midway; it begins again by itself.',
    failed: (why: string) => `The last run did not come to its end: ${why}. Ask for another one.`,
    done: 'The evaluation is done.',
    look: 'See how far it is',
    show: 'Show the new figures',
    by: (name: string) => `Asked for by ${name}.`,
  },
  empty: {
    title: 'Nothing measured yet',
    text: 'The first evaluation is made in the coming night. It takes a minute or two, and answers to cities do not wait for it.',
  },
  noJudgments: {
    title: 'No judgment is about this catalogue',
    text: 'The judgments that come with CityMatch are about the catalogue that comes with it; none of the entries they judge is published here. Go on deciding on matches in the review queue: judgments are learnt from decisions. Or write your own, one line a statement, and measure with npm run evaluate -- --catalogue FILE --judgments FILE.',
  },
  figures: {
    heading: 'The newest run',
    ndcg10: 'nDCG@10',
    ndcg10Hint: 'How near the first ten results come to the best order there is; 1 is perfect.',
    recall20: 'Recall@20',
    recall20Hint: 'Share of what fits well that is among the first twenty.',
    mrr10: 'MRR@10',
    mrr10Hint: 'One over the place of the first good answer: 1 first, 0.5 second.',
    toldSo: 'Told "nothing fits"',
    toldSoHint: (count: number) => `Of ${statements(count)} that nothing fits, the share told so.`,
    answered: 'Answered',
    answeredHint: (count: number) => `Of ${statements(count)} that something fits, the share answered.`,
    calibration: 'Calibration error',
    calibrationHint: 'How far the scores are from what came true; lower is better.',
  },
  overTime: {
    heading: 'Over time',
    label: (from: string, to: string, low: string, high: string, last: string) =>
      `nDCG@10 from ${from} to ${to}: lowest ${low}, highest ${high}, last ${last}.`,
    table: 'The same as a table',
    when: 'When',
    statements: 'Statements',
    one: 'There is one run so far; a line needs two.',
  },
  by: {
    heading: 'By language, sector, region and kind',
    language: 'Language',
    sector: 'Sector',
    region: 'Region',
    kind: 'Kind of entry',
    statements: 'Statements',
    unknown: { language: 'Not told', sector: 'Not told', region: 'No country', kind: 'Not told' },
  },
  worst: {
    heading: 'Answered worst',
    none: 'No statement was answered badly.',
    gone: 'This judgment is not kept any more.',
    why: {
      'told-nothing': 'told that nothing fits',
      'not-found': 'not found',
      low: 'found, but low',
    },
    scored: (value: string) => `nDCG@10 ${value}`,
    shown: 'What was shown',
    best: 'What should have been',
    grades: ['not judged to fit', 'fits in part', 'fits, other context', 'fits'],
    place: (rank: number) => `place ${f.number(rank)}`,
    notFound: 'not found',
    goneEntry: 'not published any more',
    compare: 'Compare settings on it',
  },
  lacks: {
    heading: 'What the catalogue lacks',
    lead: 'Challenges of the last 400 days without a good answer, and judged statements that nothing fits, by sector.',
    none: 'Every challenge of the last 400 days has a good answer.',
    count: (challenges: number, judged: number) =>
      [
        challenges > 0 &&
          `${f.number(challenges)} ${f.plural(challenges, { one: 'challenge', other: 'challenges' })}`,
        judged > 0 &&
          `${f.number(judged)} judged ${f.plural(judged, { one: 'statement', other: 'statements' })}`,
      ]
        .filter((part) => part !== false)
        .join(', '),
    noSector: 'No sector',
    erased: 'Erased challenge',
    reasons: {
      judged: 'judged: nothing fits',
      'nothing-fits': 'told that nothing fits',
      rejected: 'every match rejected',
      dismissed: 'every match set aside by the city',
      ended: 'ended without a match',
    },
  },
  compare: {
    heading: 'Compare two settings',
    lead: 'One statement, answered with two settings at once. Nothing is saved, and cities go on being answered with the settings in use.',
    back: 'Evaluation',
    statement: 'Statement',
    city: 'City',
    country: 'Country',
    population: 'People in the city',
    any: 'Not told',
    sides: { a: 'Settings A', b: 'Settings B' },
    settingsHint: 'Both begin with the settings in use.',
    submit: 'Compare',
    groups: { context: 'Context', sector: 'Sector vote', link: 'Linked entries' } as Record<string, string>,
    settings: {
      semantic: 'Share of meaning against words',
      concept: 'Shared concepts',
      stale: 'Lost when nobody has checked it for long',
      'sector.voters': 'Best results that vote',
      'sector.thesaurus': 'Share of the thesaurus',
      'sector.weight': 'Weight',
      'link.toProvider': 'From a case study to its provider',
      'link.toCaseStudy': 'From a provider to its case study',
    } as Record<string, string>,
    inUse: (value: string) => `in use: ${value}`,
    differs: (what: readonly string[]) => `Differs from the settings in use: ${f.list(what)}.`,
    same: 'The settings in use.',
    nothingFits: 'A city would be told that nothing fits, and be shown the first three.',
    results: (candidates: number, model: string) =>
      `${f.number(candidates)} entries put in order, ${model === 'none' ? 'by words alone' : `with ${short(model)}`}.`,
    degraded: 'A part of the search is away: only the words were compared.',
    score: (probability: string) => `score ${probability}`,
    moved: {
      same: 'same place',
      up: (by: number, other: string) => `${f.number(by)} up from ${other}`,
      down: (by: number, other: string) => `${f.number(by)} down from ${other}`,
      from: (rank: number, other: string) => `place ${f.number(rank)} with ${other}`,
    },
    parts: 'What the score is made of',
    part: {
      words: 'Words',
      meaning: 'Meaning',
      concepts: 'Concepts',
      sector: 'Sector',
      score: 'Standard deviations above the average',
    },
    stale: 'not checked for long',
    lifted: 'lifted by a linked entry',
    errors: {
      statement: 'Say in words what the challenge is, in 10,000 characters at most.',
      city: 'Country, people or city cannot be read.',
      setting: (side: string, name: string, message: string) => `${side}, ${name}: ${message}.`,
      number: 'must be a number',
    },
  },
};
