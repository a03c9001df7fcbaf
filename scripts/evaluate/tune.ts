import { writeFile } from 'node:fs/promises';
import { type AskedJudgment, askAll } from '../../src/matching/asked-judgments.js';
import { calibrate } from '../../src/matching/calibrate.js';
import type { Judgment } from '../../src/matching/judgments.js';
import { readJudgments } from '../../src/matching/judgments.js';
import { tune } from '../../src/matching/tune.js';
import { type MatchWeights, WEIGHTS } from '../../src/matching/weights.js';
import { type LaboratoryOptions, openLaboratory, toRequest } from './laboratory.js';

const NOTHING_FITS = 'seeds/nothing-fits.jsonl';
const TRANSLATED = 'seeds/judgments-translated.jsonl';
const WRITTEN = 'src/matching/weights.ts';

interface TuneSetting extends LaboratoryOptions {
  /** JSON Lines of judged statements. */
  judgments: string;
  /** Fit only what probabilities are told by, and leave the ranking weights as they are. */
  calibrateOnly: boolean;
  /** Write the weights to where the product reads them. */
  write: boolean;
}

/** Judgments of one file, asked of one model; the set counts as much as any other. */
interface AskedSet {
  name: string;
  asked: AskedJudgment[];
}

/**
 * Fits the weights on the judgments and their translations, with the model that is set and with the bundled one, since
 * one set of weights serves every model. Prints what it gains on statements that the fit did not see.
 */
export async function tuneWeights({
  judgments,
  calibrateOnly,
  write,
  ...setting
}: TuneSetting): Promise<void> {
  const sets: AskedSet[] = [];
  const nothingFits = await readJudgments(NOTHING_FITS);
  for (const model of [...new Set([setting.model, 'bundled'])]) {
    const laboratory = await openLaboratory({ ...setting, model });
    const ask = (some: readonly Judgment[]) =>
      askAll(laboratory.matcher, some, (judgment) => toRequest(judgment, ['case-study', 'provider']));
    const { model: name } = laboratory;
    sets.push({
      name: `${judgments}, ${name}`,
      asked: await ask([...(await readJudgments(judgments)), ...nothingFits]),
    });
    if (model === setting.model)
      sets.push({ name: `${TRANSLATED}, ${name}`, asked: await ask(await readJudgments(TRANSLATED)) });
    await laboratory.close();
  }
  const asked = sets.flatMap((set) => set.asked);
  const share = new Map(
    sets.flatMap((set) => set.asked.map((one) => [one, asked.length / sets.length / set.asked.length])),
  );
  const weightOf = (one: AskedJudgment) => share.get(one) ?? 1;
  console.log(`Fitted on ${sets.map(({ name, asked: own }) => `${name} (${own.length})`).join('; ')}`);
  const fitted = calibrateOnly
    ? { ...(await calibrate(asked, WEIGHTS, weightOf)), fitted: WEIGHTS.fitted }
    : await fitAll(asked, weightOf, sets);
  console.log(JSON.stringify(fitted, null, 2));
  if (write) await writeWeights(fitted);
}

async function fitAll(
  asked: readonly AskedJudgment[],
  weightOf: (asked: AskedJudgment) => number,
  sets: readonly AskedSet[],
): Promise<MatchWeights> {
  const { weights, all, heldOut } = await tune(asked, WEIGHTS, {
    weightOf,
    onProgress: (done, of) => console.error(`${done} of ${of} fits done`),
  });
  const score = (figures: typeof all) =>
    `${figures.before.toFixed(3)} before, ${figures.after.toFixed(3)} after`;
  console.log(`nDCG@10 on all judgments: ${score(all)}`);
  console.log(`nDCG@10 on statements that the fit did not see (5 parts): ${score(heldOut)}`);
  return {
    ...weights,
    fitted: {
      date: new Date().toISOString().slice(0, 10),
      data: sets.map(({ name, asked: own }) => `${name} (${own.length})`).join('; '),
      note: 'npm run evaluate -- --tune --write',
      score: Number(heldOut.after.toFixed(3)),
    },
  };
}

async function writeWeights(weights: MatchWeights): Promise<void> {
  const text = `import type { MatchWeights } from './weights-schema.js';

export type { MatchWeights };

/** The weights that the product comes with. Written by \`npm run evaluate -- --tune --write\`; not by hand. */
export const WEIGHTS: MatchWeights = ${JSON.stringify(weights, null, 2)};
`;
  await writeFile(WRITTEN, text);
  console.log(`Written to ${WRITTEN}; npm run format gives it the usual form`);
}
