import { listCities } from '../../src/catalogue/places.js';
import { createRandom } from '../../src/catalogue/random.js';
import { readJudgments } from '../../src/matching/judgments.js';
import { pathways, sectors } from '../../src/taxonomy/index.js';

/** Shortest text that is searched for while it is typed, in characters. */
const SHORTEST = 3;
/** Characters that are typed from one search to the next, at most. */
const STEP = 4;

/** A few hundred things that readers look for: names of sectors and pathways, first words of judged statements, cities. */
async function queries(): Promise<string[]> {
  const judged = await readJudgments('seeds/judgments.jsonl');
  const openings = judged.flatMap(({ statement }) => {
    const words = statement.split(/\s+/);
    return [words.slice(0, 3).join(' '), words.slice(3, 6).join(' ')];
  });
  const names = [...sectors, ...pathways].flatMap(({ labels }) => [labels.en, labels.es]);
  const cities = listCities()
    .filter(({ population }) => population > 3_000_000)
    .map(({ name }) => name);
  return [...new Set([...names, ...openings, ...cities.slice(0, 100)])].filter(
    (one) => one.length >= SHORTEST,
  );
}

/** What one search asks for. */
export interface TypedSearch {
  text: string;
  /** Still being typed: the widget asks for suggestions. */
  typing: boolean;
}

/** What one reader after another asks for: suggestions for a query that grows by up to four letters, then its answer. */
export async function typed(
  count: number,
  seed: number,
): Promise<{ searches: TypedSearch[]; queries: number }> {
  const all = await queries();
  const random = createRandom(seed);
  const searches: TypedSearch[] = [];
  while (searches.length < count) {
    const query = random.pick(all);
    for (
      let at = SHORTEST;
      at < query.length + STEP && searches.length < count;
      at += random.between(1, STEP)
    ) {
      searches.push({ text: query.slice(0, at), typing: true });
      if (at >= query.length) break;
    }
    if (searches.length < count) searches.push({ text: query, typing: false });
  }
  return { searches, queries: all.length };
}
