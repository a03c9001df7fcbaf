import type { Entry } from '../catalogue/entry.js';
import type { PassageField } from '../search/port.js';

/** Raised with every change of what is embedded or indexed: every entry is then indexed anew. */
export const PASSAGES_VERSION = 2;

/** One text of an entry that gets a vector of its own. */
export interface Passage {
  field: PassageField;
  text: string;
}

/** What is embedded of an entry: all of it in one, and its parts; a part that says nothing is left out. */
export function passagesOf(entry: Entry): Passage[] {
  const passages = entry.kind === 'case-study' ? ofCaseStudy(entry) : ofProvider(entry);
  return passages.filter(({ text }) => text !== '');
}

function ofCaseStudy({ body }: Extract<Entry, { kind: 'case-study' }>): Passage[] {
  const { title, summary, challenge, solution } = body;
  const measures = body.measures.join(', ');
  return [
    { field: 'whole', text: `${title}. ${[summary, challenge, solution, measures].join(' ').trim()}` },
    { field: 'summary', text: `${title}. ${summary}` },
    { field: 'challenge', text: challenge },
    { field: 'solution', text: solution },
  ];
}

function ofProvider({ body }: Extract<Entry, { kind: 'provider' }>): Passage[] {
  const offerings = body.offerings.join(', ');
  return [
    { field: 'whole', text: `${body.name}. ${body.description} ${offerings}`.trim() },
    { field: 'summary', text: `${body.name}. ${body.description}` },
    { field: 'keywords', text: offerings },
  ];
}
