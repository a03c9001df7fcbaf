import { markSentence, sentencesOf } from '../text/sentences.js';
import type { HeldDocument, Highlight } from './port.js';
import { TEXT_FIELDS } from './words.js';

const MOST = 3;
/** Only this much of a field is looked at: enough for any entry, and a bound for any input. */
const MOST_CHARACTERS = 8000;

/** The sentences that hold most of the stems, at most three, in reading order within equal counts. */
export function highlightsOf(document: HeldDocument, stems: ReadonlySet<string>): Highlight[] {
  if (stems.size === 0) return [];
  const { language, text } = document;
  return TEXT_FIELDS.flatMap((field) =>
    sentencesOf(text[field].slice(0, MOST_CHARACTERS), language).map((sentence) => ({
      field,
      ...markSentence(sentence, language, (stem) => stems.has(stem)),
    })),
  )
    .filter(({ found }) => found.size > 0)
    .sort((a, b) => b.found.size - a.found.size)
    .slice(0, MOST)
    .map(({ field, text: sentence, ranges }) => ({ field, text: sentence, ranges }));
}
