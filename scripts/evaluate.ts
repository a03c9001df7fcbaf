import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { z } from 'zod';
import { readConfig } from '../src/config.js';
import { AppError } from '../src/errors.js';
import { evaluate, type Report } from '../src/matching/evaluate.js';
import { type Judgment, readJudgments } from '../src/matching/judgments.js';
import { printAblations } from './evaluate/ablate.js';
import { printClimateCoverage } from './evaluate/climate.js';
import { evaluateCoach } from './evaluate/coach.js';
import { findVariants, printDuplicates, readVariants } from './evaluate/duplicates.js';
import { compareEngines, printAgreement } from './evaluate/engines.js';
import { printFairness } from './evaluate/fairness.js';
import { openLaboratory } from './evaluate/laboratory.js';
import { type ComparedModel, compareModels, readModels, tableOf } from './evaluate/models.js';
import { printWithout } from './evaluate/parts.js';
import { printReport } from './evaluate/print.js';
import { evaluateSpelling } from './evaluate/spelling.js';
import { tuneWeights } from './evaluate/tune.js';

const USAGE = `npm run evaluate -- [options]
  --judgments FILE   JSON Lines of judged statements (default seeds/judgments.jsonl)
  --catalogue FILE   JSON Lines of entries; repeatable (default the seeds)
  --model NAME       embedding model, as EMBEDDING_MODEL
  --models A,B,...   compare embedding models instead: quality, speed, memory and size, one row each
  --worst N          also list the N statements answered worst
  --json             print one JSON object instead of the tables
  --tune             fit the weights on the judgments, their translations and seeds/nothing-fits.jsonl, with the
                     model and the bundled one together, and print them with what they gain by cross-validation
  --calibrate        fit only what probabilities are told by
  --write            with --tune or --calibrate: put the weights into src/matching/weights.ts
  --ablate           print what each part of the matching is worth, and what other ways would give
  --with-cities      give each statement the city of its country nearest in size, so that climate counts
  --without NAMES    also match without these parts of the context, as "income,coast", and print one line for each;
                     repeatable
  --climate          print instead of how many cities climate and coast are known, and how mature the case studies are
  --engines          compare the engine in the process with the Meilisearch of MEILI_URL and MEILI_KEY instead
  --fairness         answer on ten days instead, and print what turns among equals and the cap on a provider do
  --typo-seed N      change other letters for the figures with typing mistakes (default 1)
  --spelling         print which words of the statements are read as others, and how long that takes, instead
  --coach            measure the advice on drafts instead, on seeds/coach-drafts.jsonl
  --duplicates       measure what a harvest puts before staff instead, on seeds/duplicates.jsonl and the seeds`;

const { values } = parseArgs({
  options: {
    judgments: { type: 'string', default: 'seeds/judgments.jsonl' },
    catalogue: { type: 'string', multiple: true },
    model: { type: 'string' },
    models: { type: 'string' },
    worst: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    calibrate: { type: 'boolean', default: false },
    tune: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    ablate: { type: 'boolean', default: false },
    'with-cities': { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
    climate: { type: 'boolean', default: false },
    engines: { type: 'boolean', default: false },
    fairness: { type: 'boolean', default: false },
    spelling: { type: 'boolean', default: false },
    coach: { type: 'boolean', default: false },
    duplicates: { type: 'boolean', default: false },
    'typo-seed': { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

const config = readConfig();
const typoSeed = z.coerce.number().int().positive().parse(values['typo-seed']);
const setting = (model: string | undefined) => ({
  files: values.catalogue,
  thesaurus: 'seeds/thesaurus.jsonl',
  model,
  dataDir: config.dataDir,
  log: pino({ level: 'warn' }, pino.destination(2)),
  withCities: values['with-cities'],
  typoSeed,
});
const open = (model: string | undefined) => openLaboratory(setting(model));

/** Prints a row for each model as it comes, for it takes a minute and more each. */
async function compare(models: readonly string[], judgments: readonly Judgment[]): Promise<void> {
  const compared: ComparedModel[] = [];
  for await (const one of compareModels(models, judgments, setting(undefined))) {
    if (!values.json)
      console.log(
        tableOf([one])
          .slice(compared.length === 0 ? 0 : 2)
          .join('\n'),
      );
    compared.push(one);
  }
  if (values.json) console.log(JSON.stringify(compared, null, 2));
}

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  if (values.climate) return printClimateCoverage();
  if (values.spelling) return evaluateSpelling(typoSeed);
  if (values.coach) return evaluateCoach('seeds/coach-drafts.jsonl');
  if (values.duplicates) {
    const variants = await readVariants('seeds/duplicates.jsonl');
    return printDuplicates(await findVariants(variants, setting(values.model ?? config.embeddingModel)));
  }
  const judgments = await readJudgments(values.judgments);
  if (values.models !== undefined) return compare(readModels(values.models), judgments);
  const model = values.model ?? config.embeddingModel;
  if (values.tune || values.calibrate) {
    const { judgments: file, calibrate: calibrateOnly, write } = values;
    return tuneWeights({ ...setting(model), judgments: file, calibrateOnly, write });
  }
  if (values.engines) {
    const { meiliUrl: url, meiliKey: key } = config;
    return printAgreement(
      url === undefined ? [] : await compareEngines({ ...setting(model), url, key }, judgments),
    );
  }
  const laboratory = await open(model);
  try {
    if (values.ablate) return await printAblations(laboratory, judgments, setting(model));
    if (values.without.length > 0) return await printWithout(laboratory, judgments, values.without);
    if (values.fairness) return await printFairness(laboratory, judgments);
    const reports: Record<string, Report> = {};
    for (const [mode, answer] of Object.entries(laboratory.modes))
      reports[mode] = await evaluate(judgments, answer);
    const about = { judgments: values.judgments, model: laboratory.model, entries: laboratory.entries };
    if (values.json) console.log(JSON.stringify({ ...about, modes: reports }, null, 2));
    else printReport(about, reports, Number(values.worst));
  } finally {
    await laboratory.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = error instanceof AppError && error.code === 'misconfigured' ? 78 : 1;
});
