import { type Entry, placeOf, type StoredEntry, summaryOf, titleOf } from '../catalogue/entry.js';
import { facetsOf } from '../catalogue/facets.js';
import { checkedAtOf, dayOf } from '../catalogue/freshness.js';
import type { DocumentText, PassageVector, SearchDocument } from '../search/port.js';
import { countryName, regionName, regionsOf, sectorLabel } from '../taxonomy/index.js';
import { STEMS_VERSION } from '../text/stem.js';
import { PASSAGES_VERSION } from './passages.js';

/**
 * What an index holds of an entry: equal revisions mean that there is nothing to do.
 * @param modelId Model of the vectors; null for a document that is found by its words only.
 */
export function revisionOf(
  { contentHash, checkedAt }: { contentHash: string; checkedAt: Date },
  modelId: string | null,
): string {
  return `${contentHash}:${modelId ?? 'words'}:${PASSAGES_VERSION}.${STEMS_VERSION}:${dayOf(checkedAt)}`;
}

/** The revision of an entry as the database has it. */
export function revisionOfEntry(entry: StoredEntry, modelId: string | null): string {
  return revisionOf({ contentHash: entry.contentHash, checkedAt: checkedAtOf(entry) }, modelId);
}

/**
 * A catalogue entry as the search engine takes it.
 * @param vectors One for each of `passagesOf(entry)`, or none.
 * @param modelId Model of those vectors; null when there are none.
 */
export function toSearchDocument(
  entry: StoredEntry,
  vectors: readonly PassageVector[],
  modelId: string | null,
): SearchDocument {
  const plain = plainEntry(entry);
  return {
    id: plain.id,
    ...facetsOf(plain),
    revision: revisionOfEntry(entry, modelId),
    language: plain.body.language,
    text: textOf(plain),
    vectors: [...vectors],
    modelId,
    payload: { ...plain, checkedOn: dayOf(checkedAtOf(entry)) },
  };
}

/** Without what only the database knows. */
function plainEntry(entry: StoredEntry): Entry {
  return entry.kind === 'case-study'
    ? { id: entry.id, kind: entry.kind, body: entry.body }
    : { id: entry.id, kind: entry.kind, body: entry.body };
}

function textOf(entry: Entry): DocumentText {
  const { city, country } = placeOf(entry);
  const { language, sectors } = entry.body;
  const phrases = entry.kind === 'case-study' ? entry.body.measures : entry.body.offerings;
  const regions = regionsOf(country).map((code) => regionName(code));
  return {
    title: titleOf(entry),
    summary: summaryOf(entry),
    challenge: entry.kind === 'case-study' ? entry.body.challenge : '',
    solution: entry.kind === 'case-study' ? entry.body.solution : '',
    outcomes: entry.kind === 'case-study' ? entry.body.outcomes : '',
    keywords: [...phrases, ...sectors.map((id) => sectorLabel(id, language))].join(', '),
    place: [city, countryName(country, language), ...regions].filter((name) => name !== '').join(', '),
  };
}
