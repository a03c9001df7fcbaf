import { z } from 'zod';
import { caseStudySchema, type Entry, placeOf, providerSchema } from '../catalogue/entry.js';
import type { Places } from '../catalogue/places.js';
import type { SearchDocument } from '../search/port.js';
import { regionsOf } from '../taxonomy/index.js';
import { analyse } from '../text/analyse.js';
import { createRecent } from '../text/recent.js';
import { StemSet } from '../text/stem-set.js';
import type { EntryFacts } from './candidate.js';
import type { ConceptFinder } from './concepts.js';
import { maturitySignsOf } from './maturity.js';

const checkedOn = z.iso.date().optional();
const payloadSchema = z.discriminatedUnion('kind', [
  z.object({ id: z.string(), kind: z.literal('case-study'), body: caseStudySchema, checkedOn }),
  z.object({ id: z.string(), kind: z.literal('provider'), body: providerSchema, checkedOn }),
]);

/** Works out an entry's facts once for each revision and keeps the most recently used. */
export interface FactsCache {
  /** @throws ZodError when the engine gives back an entry of another form. */
  of(document: SearchDocument): EntryFacts;
}

/** @param size How many entries are kept; one costs about 6 KB. */
export function createFactsCache(finder: ConceptFinder, places: Places, size = 20_000): FactsCache {
  const kept = createRecent<string, EntryFacts>(size);
  return {
    of: (document) => kept.of(`${document.id}@${document.revision}`, () => workOut(document, finder, places)),
  };
}

function workOut(document: SearchDocument, finder: ConceptFinder, places: Places): EntryFacts {
  const { checkedOn: day, ...entry } = payloadSchema.parse(document.payload);
  const { city, country } = placeOf(entry);
  const place = city === '' ? undefined : places.locate(city, country);
  const stems = analyse(wholeText(entry), entry.body.language);
  return {
    entry,
    revision: document.revision,
    checkedOn: day === undefined ? undefined : new Date(day),
    stems: new StemSet(stems),
    concepts: new Set(finder.findStems(stems, entry.body.language).map(({ concept }) => concept.id)),
    regions: regionsOf(country),
    climate: place?.climate,
    coastal: place?.coastal,
    maturity: maturitySignsOf(entry),
  };
}

/** Everything an entry says, as one text. */
function wholeText(entry: Entry): string {
  if (entry.kind === 'provider')
    return [entry.body.name, entry.body.description, ...entry.body.offerings].join('. ');
  const { title, summary, challenge, solution, outcomes, measures } = entry.body;
  return [title, summary, challenge, solution, outcomes, ...measures].join('. ');
}
