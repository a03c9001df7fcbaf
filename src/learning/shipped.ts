import { fileURLToPath } from 'node:url';
import { type Judgment, readJudgments } from '../matching/judgments.js';

const FILES = ['judgments.jsonl', 'judgments-translated.jsonl'].map((name) =>
  fileURLToPath(new URL(`../../seeds/${name}`, import.meta.url)),
);

/** The judgments that come with the product, in every language. */
export async function readShipped(): Promise<Judgment[]> {
  return (await Promise.all(FILES.map((file) => readJudgments(file)))).flat();
}

/**
 * Those that are about this catalogue: most of the entries that they grade are in it. What nothing fits comes along where
 * any other does. Pure.
 */
export function aboutCatalogue(
  judgments: readonly Judgment[],
  has: (entryId: string) => boolean,
): Judgment[] {
  const graded = ({ relevance }: Judgment) => Object.keys(relevance).filter((id) => (relevance[id] ?? 0) > 0);
  const fits = (judgment: Judgment) => {
    const ids = graded(judgment);
    return ids.filter(has).length * 2 > ids.length;
  };
  const any = judgments.some(fits);
  return judgments.filter((judgment) => (graded(judgment).length === 0 ? any : fits(judgment)));
}
