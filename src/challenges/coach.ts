import type { z } from 'zod';
import type { Language } from '../languages.js';
import { detectLanguage } from '../text/language.js';
import { COACH_SAYS } from './coach-says.js';
import { AIM, COACHED_LANGUAGES, MEASURABLE, productAskedFor, subjectsIn } from './coach-words.js';
import type { Advice, draftSchema } from './contract.js';
import { findPersonalData } from './find-personal.js';

type Draft = z.infer<typeof draftSchema>;
type Field = Advice['field'];

/** Fewer words than this leave the matcher little to go by. */
const FEW_WORDS = 12;
const FIELDS: readonly Field[] = ['title', 'statement', 'outcome', 'tried'];

/** A text that speaks of so many subjects of town life states no one challenge. */
const MANY_SUBJECTS = 5;

/**
 * Advice on a draft, most important first: never a refusal. Where a language is not known to it, it says nothing
 * rather than something wrong.
 * @param language Of the advice, whatever the draft is written in.
 */
export function adviceOn(draft: Draft, language: Language = 'en'): Advice[] {
  const say = COACH_SAYS[language];
  const advice: Advice[] = [];
  for (const field of FIELDS) {
    for (const { range, text, kind } of findPersonalData(draft[field])) {
      advice.push({ kind: 'personal-data', field, text: say.personal[kind], passage: text, range });
    }
  }
  const statement = draft.statement.trim();
  if (statement === '') return advice;
  const words = statement.split(/\s+/).length;
  // Scripts without spaces are judged by their length.
  const short = /[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]/u.test(statement)
    ? statement.length < 2 * FEW_WORDS
    : words < FEW_WORDS;
  if (short) {
    advice.push({
      kind: 'too-short',
      field: 'statement',
      text: say.tooShort,
    });
  }
  const product = productAskedFor(draft.statement);
  if (product !== undefined) {
    advice.push({
      kind: 'names-a-product',
      field: 'statement',
      text: say.product,
      passage: product.words,
      range: product.range,
    });
  }
  if (subjectsIn(statement) >= MANY_SUBJECTS) {
    advice.push({
      kind: 'many-problems',
      field: 'statement',
      text: say.manyProblems,
    });
  }
  if (lacksMeasure(draft)) {
    advice.push({
      kind: 'no-measure',
      field: 'outcome',
      text: say.noMeasure,
    });
  }
  if (draft.city !== undefined && draft.city.country === undefined) {
    advice.push({
      kind: 'no-context',
      field: 'statement',
      text: say.noContext,
    });
  }
  return advice;
}

/** Whether nothing says how one would see that it is solved: figures of what is wrong now do not. */
function lacksMeasure({ statement, outcome }: Draft): boolean {
  if (!COACHED_LANGUAGES.has(detectLanguage(statement).language)) {
    return outcome.trim() === '' && !/\p{N}/u.test(statement);
  }
  return outcome.trim() === '' ? !AIM.test(statement) : !MEASURABLE.test(outcome);
}
