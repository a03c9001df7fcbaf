import type { z } from 'zod';
import type { Advice, draftSchema } from './contract.js';

type Draft = z.infer<typeof draftSchema>;
type Field = Advice['field'];

/** Fewer words than this leave the matcher little to go by. */
const FEW_WORDS = 12;
const FIELDS: readonly Field[] = ['title', 'statement', 'outcome', 'tried'];

/** What identifies a private person, found with confidence. */
interface PersonalData {
  kind: 'mail-address' | 'phone-number' | 'bank-account';
  range: [number, number];
  text: string;
}

const PERSONAL: readonly [PersonalData['kind'], RegExp][] = [
  ['mail-address', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  // ISO 13616: two letters, two digits, and up to 30 more in groups.
  ['bank-account', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g],
  // A plus or a leading zero, and nine digits or more, grouped: years and counts have neither.
  ['phone-number', /(?<![\p{L}\p{N}])(?:\+|00|0)\d(?:[ ()/.-]{0,2}\d){7,13}(?![\p{L}\p{N}])/gu],
];

/** Mail addresses, telephone numbers and bank accounts in a text, in order. */
function findPersonalData(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  for (const [kind, pattern] of PERSONAL) {
    for (const hit of text.matchAll(pattern)) {
      const range: [number, number] = [hit.index, hit.index + hit[0].length];
      const taken = found.some((other) => other.range[0] < range[1] && range[0] < other.range[1]);
      if (!taken) found.push({ kind, range, text: hit[0] });
    }
  }
  return found.sort((a, b) => a.range[0] - b.range[0]);
}

/** Asking for a thing by its kind, in English, Spanish, French, Portuguese and German. */
const PRODUCT =
  /\b(?:we (?:need|want)(?: to buy)?|looking for|necesitamos|queremos comprar|nous (?:voulons|cherchons)|precisamos de|queremos|wir brauchen|wir wollen)\s+(?:an?|the|un|una|une|um|uma|eine?n?)\s+((?:[\p{L}-]+\s+){0,2}(?:app|application|platform|software|dashboard|chatbot|blockchain|sensors?|drones?|aplicación|plataforma|logiciel|plateforme|aplicativo|plattform))\b/iu;
/** A number, or words that say what would be different. */
const MEASURE =
  /\d|\b(?:half|third|quarter|twice|none|nobody|mitad|moitié|metade|hälfte|nadie|ninguém|niemand)\b/iu;

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
  const product = PRODUCT.exec(statement);
  if (product?.[1] !== undefined) {
    const start = product.index + product[0].lastIndexOf(product[1]);
    advice.push({
      kind: 'names-a-product',
      field: 'statement',
      text: 'This names a product. What would be different for people if you had it? Say that, and other answers can be found too.',
      passage: product[1],
      range: [start, start + product[1].length],
    });
  }
  if (!MEASURE.test(`${draft.outcome} ${statement}`)) {
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

const PERSONAL_TEXT: Record<PersonalData['kind'], string> = {
  'mail-address':
    'This looks like a mail address. Leave it out: your contact is asked for below, and kept apart.',
  'phone-number': 'This looks like a telephone number. Leave it out: the text may be read by others later.',
  'bank-account': 'This looks like a bank account. Leave it out: the text may be read by others later.',
};
