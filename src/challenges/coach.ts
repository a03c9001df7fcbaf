import type { z } from 'zod';
import { detectLanguage } from '../text/language.js';
import { AIM, COACHED_LANGUAGES, MEASURABLE, productAskedFor, subjectsIn } from './coach-words.js';
import type { Advice, draftSchema } from './contract.js';
import { findPersonalData, type PersonalData } from './find-personal.js';

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
 */
export function adviceOn(draft: Draft): Advice[] {
  const advice: Advice[] = [];
  for (const field of FIELDS) {
    for (const { range, text, kind } of findPersonalData(draft[field])) {
      advice.push({ kind: 'personal-data', field, text: PERSONAL_TEXT[kind], passage: text, range });
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
      text: 'Say a little more: what happens, where, how often, and whom it harms.',
    });
  }
  const product = productAskedFor(draft.statement);
  if (product !== undefined) {
    advice.push({
      kind: 'names-a-product',
      field: 'statement',
      text: 'This names a product. What would be different for people if you had it? Say that, and other answers can be found too.',
      passage: product.words,
      range: product.range,
    });
  }
  if (subjectsIn(statement) >= MANY_SUBJECTS) {
    advice.push({
      kind: 'many-problems',
      field: 'statement',
      text: 'This speaks of several problems. Send the one that matters most first; each can be a challenge of its own.',
    });
  }
  if (lacksMeasure(draft)) {
    advice.push({
      kind: 'no-measure',
      field: 'outcome',
      text: 'How would you know that it is solved? A number and a date help, even rough ones.',
    });
  }
  if (draft.city !== undefined && draft.city.country === undefined) {
    advice.push({
      kind: 'no-context',
      field: 'statement',
      text: 'Name your city and country: answers from places like yours come first.',
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

const PERSONAL_TEXT: Record<PersonalData['kind'], string> = {
  'mail-address':
    'This looks like a mail address. Leave it out: your contact is asked for below, and kept apart.',
  'phone-number': 'This looks like a telephone number. Leave it out: the text may be read by others later.',
  'person-name':
    'This looks like the name of a person. Leave it out: the text may be read by others later. Your own is asked for below.',
  'bank-account': 'This looks like a bank account. Leave it out: the text may be read by others later.',
};
