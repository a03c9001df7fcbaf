import type { CityContext } from '../context.js';
import type { Band } from '../decide.js';
import type { ReasonWords } from '../messages/words.js';
import type { Passage } from '../passages.js';
import type { Understanding } from '../understand.js';

/** What a reason may rest on, besides the score's own parts. */
export interface Grounds {
  understanding: Understanding;
  city: CityContext;
  /** The entry's sentences, heaviest first. */
  passages: readonly Passage[];
  /** Title of the linked entry that lifted this one, and of a provider's case studies. */
  liftedByTitle: string | undefined;
  provenBy: number;
  /** What the city is told of the match: a weak one claims no more than nearness. */
  band: Band;
  year: number;
  words: ReasonWords;
}
