import { createRecent } from '../text/recent.js';
import { type AnalysedSentence, analyseSentences, markSentence } from '../text/sentences.js';
import type { DocumentText, Highlight } from './port.js';
import { type Readable, TEXT_FIELDS } from './stems.js';

const MOST = 3;
/** Only this much of a field is looked at: enough for any entry, and a bound for any input. */
const MOST_CHARACTERS = 8000;

/** Marks found words in a document's text. */
export type Highlighter = (document: Readable, stems: ReadonlySet<string>) => Highlight[];

/**
 * Gives the sentences that hold most of the stems, at most three, in reading order within equal counts.
 * @param size How many documents' sentences are kept ready, about 8 KB each; documents are told by identity.
 */
export function createHighlighter(size = 2000): Highlighter {
  const analysed = createRecent<Readable, AnalysedSentence<keyof DocumentText>[]>(size);
  return (document, stems) => {
    if (stems.size === 0) return [];
    return analysed
      .of(document, () => analyseSentences(fieldsOf(document), document.language))
      .map((sentence) => ({ sentence, ...markSentence(sentence, (stem) => stems.has(stem)) }))
      .filter(({ found }) => found.size > 0)
      .sort((a, b) => b.found.size - a.found.size)
      .slice(0, MOST)
      .map(({ sentence: { field, text }, ranges }) => ({ field, text, ranges }));
  };
}

function fieldsOf({ text }: Readable): { field: keyof DocumentText; text: string }[] {
  return TEXT_FIELDS.map((field) => ({ field, text: text[field].slice(0, MOST_CHARACTERS) }));
}
