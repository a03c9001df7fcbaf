import { describe, expect, it } from 'vitest';
import { judgeCoach, precisionOf, readDrafts, recallOf } from '../../../scripts/evaluate/coach.js';
import { adviceOn } from '../../../src/challenges/coach.js';

const draft = (statement: string, more: Partial<Parameters<typeof adviceOn>[0]> = {}) => ({
  title: '',
  statement,
  outcome: '',
  tried: '',
  ...more,
});
const kinds = (...given: Parameters<typeof draft>) => adviceOn(draft(...given)).map(({ kind }) => kind);
const LONG =
  'Cellars in the old town fill with sewage after every heavy rain, and families clean up by themselves.';

describe('the coach', () => {
  it('says nothing of an empty draft, and nothing against a good one', () => {
    expect(kinds('')).toEqual([]);
    expect(kinds('  \n ')).toEqual([]);
    expect(
      kinds(LONG, { outcome: 'No flooded cellar by 2030.', city: { name: 'Lima', country: 'PE' } }),
    ).toEqual([]);
  });

  it.each([
    ['We need an app for potholes.', 'app'],
    ['The council would like to have a digital twin of the harbour.', 'digital twin'],
    ['Necesitamos comprar una plataforma para el agua.', 'plataforma'],
    ['Nous avons besoin d’un logiciel pour les permis.', 'logiciel'],
    ['Precisamos de um aplicativo para a coleta.', 'aplicativo'],
    ['Wir suchen eine neue Software für das Bauamt.', 'Software'],
  ])('asks what "%s" is for, and points at the thing', (statement, thing) => {
    const advice = adviceOn(draft(statement)).find(({ kind }) => kind === 'names-a-product');
    expect(advice?.passage).toBe(thing);
    expect(statement.slice(...(advice?.range ?? [0, 0]))).toBe(thing);
  });

  it.each([
    'We do not need an app, we need people who answer the phone.',
    'We need to repair the sensors along the river.',
    'Our sensors broke in the flood.',
    'We need people who can read what the software says.',
    'No queremos una plataforma más.',
    'Wir brauchen keine App.',
    'The app of the bus company shows wrong times.',
  ])('has nothing against the thing in "%s"', (statement) => {
    expect(kinds(statement)).not.toContain('names-a-product');
  });

  it.each([
    ['', true],
    ['Better life for all of our', false],
    ['It is better then.', true],
    ['Half as many by 2030', false],
    ['Kein Keller läuft voll', false],
    ['Plus aucune maison inondée', false],
    ['Una ciudad mejor', true],
  ])('asks for a measure where the outcome is "%s": %s', (outcome, asks) => {
    expect(kinds(LONG, { outcome }).includes('no-measure')).toBe(asks);
  });

  it('takes figures of what is wrong for no aim, and an aim in the statement for one', () => {
    expect(
      kinds('In 2012 a storm took the pier and 300 fishermen land among the bathers since then, with nets.'),
    ).toContain('no-measure');
    expect(kinds(`${LONG} We want it to stop within three years.`)).not.toContain('no-measure');
  });

  it('holds back in a language that it does not know', () => {
    const hindi =
      'बारिश में हमारे बाज़ार में पानी भर जाता है और दुकानदारों का सामान हर साल खराब हो जाता है, कोई रास्ता नहीं है।';
    expect(kinds(hindi, { outcome: 'बाज़ार सूखा रहे' })).toEqual([]);
    expect(
      kinds('市場每年夏天都會淹水，攤販的貨物全部泡湯，排水溝太小而且堵塞。', { outcome: '不再淹水' }),
    ).toEqual([]);
  });

  it('names personal data in every field, with where it stands', () => {
    const advice = adviceOn(
      draft(LONG, { title: 'Ask Mr Otieno', tried: 'See a@b.ke', outcome: '+254 712 345 678' }),
    );
    expect(advice.map(({ kind, field, passage }) => [kind, field, passage])).toEqual([
      ['personal-data', 'title', 'Otieno'],
      ['personal-data', 'outcome', '+254 712 345 678'],
      ['personal-data', 'tried', 'a@b.ke'],
    ]);
  });

  it('answers for the longest text made to be slow', () => {
    for (const part of [
      'we need a ',
      'within the end of ',
      'reduce a b c d ',
      'we want to buy x y z w ',
      'Contact: Ab ',
      '1.',
    ]) {
      expect(adviceOn(draft(part.repeat(10_000 / part.length))).length).toBeGreaterThan(0);
    }
  });

  it('is right nine times in ten on drafts written after it was done, and says most of what there is to say', async () => {
    const { worked, heldOut } = await readDrafts('seeds/coach-drafts.jsonl');
    expect(worked.length + heldOut.length).toBeGreaterThanOrEqual(120);
    const later = judgeCoach(heldOut).all;
    expect(precisionOf(later)).toBeGreaterThanOrEqual(0.9);
    expect(recallOf(later)).toBeGreaterThanOrEqual(0.75);
    expect(precisionOf(judgeCoach(worked).all)).toBeGreaterThanOrEqual(0.95);
  });
});
