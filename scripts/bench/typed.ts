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

/** What one reader after another types: every search of a query that grows by up to four letters. */
export async function typed(count: number, seed: number): Promise<{ texts: string[]; queries: number }> {
  const all = await queries();
  const random = createRandom(seed);
  const texts: string[] = [];
  while (texts.length < count) {
    const query = random.pick(all);
    for (let at = SHORTEST; texts.length < count; at += random.between(1, STEP)) {
      texts.push(query.slice(0, at));
      if (at >= query.length) break;
    }
  }
  return { texts, queries: all.length };
}
