import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { z } from 'zod';
import { readConfig } from '../src/config.js';
import { AppError } from '../src/errors.js';
import { evaluate, type Report } from '../src/matching/evaluate.js';
import { type Judgment, readJudgments } from '../src/matching/judgments.js';
import { type Observed, observe } from './evaluate/calibrate.js';
import { printClimateCoverage } from './evaluate/climate.js';
import { evaluateCoach } from './evaluate/coach.js';
import { compareEngines, printAgreement } from './evaluate/engines.js';
import { openLaboratory } from './evaluate/laboratory.js';
import { printCalibration, printReport } from './evaluate/print.js';
import { evaluateSpelling } from './evaluate/spelling.js';

const USAGE = `npm run evaluate -- [options]
  --judgments FILE   JSON Lines of judged statements (default seeds/judgments.jsonl)
  --catalogue FILE   JSON Lines of entries; repeatable (default the seeds)
  --model NAME       embedding model, as EMBEDDING_MODEL
  --worst N          also list the N statements answered worst
  --json             print one JSON object instead of the tables
  --calibrate        print weights for the score and for "nothing fits", fitted on the judgments and on
                     seeds/nothing-fits.jsonl, with both models together
  --with-cities      give each statement the city of its country nearest in size, so that climate counts
  --climate          print of how many cities the climate is known instead
  --engines          compare the engine in the process with the Meilisearch of MEILI_URL and MEILI_KEY instead
  --typo-seed N      change other letters for the figures with typing mistakes (default 1)
  --spelling         print which words of the statements are read as others, and how long that takes, instead
  --coach            measure the advice on drafts instead, on seeds/coach-drafts.jsonl`;

const { values } = parseArgs({
  options: {
    judgments: { type: 'string', default: 'seeds/judgments.jsonl' },
    catalogue: { type: 'string', multiple: true },
    model: { type: 'string' },
    worst: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    calibrate: { type: 'boolean', default: false },
    'with-cities': { type: 'boolean', default: false },
    climate: { type: 'boolean', default: false },
    engines: { type: 'boolean', default: false },
    spelling: { type: 'boolean', default: false },
    coach: { type: 'boolean', default: false },
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

/** Weights that serve every model: fitted on what the configured one and the bundled one show. */
async function calibrate(judgments: readonly Judgment[]): Promise<void> {
  const observed: Observed = { observations: [], best: [] };
  for (const model of [values.model ?? config.embeddingModel, 'bundled']) {
    const laboratory = await open(model);
    const { observations, best } = await observe(laboratory.matcher, judgments);
    observed.observations.push(...observations);
    observed.best.push(...best);
    await laboratory.close();
  }
  printCalibration(observed);
}

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  if (values.climate) return printClimateCoverage();
  if (values.spelling) return evaluateSpelling(typoSeed);
  if (values.coach) return evaluateCoach('seeds/coach-drafts.jsonl');
  const judgments = await readJudgments(values.judgments);
  if (values.calibrate)
    return calibrate([...judgments, ...(await readJudgments('seeds/nothing-fits.jsonl'))]);
  const model = values.model ?? config.embeddingModel;
  if (values.engines) {
    const { meiliUrl: url, meiliKey: key } = config;
    return printAgreement(
      url === undefined ? [] : await compareEngines({ ...setting(model), url, key }, judgments),
    );
  }
  const laboratory = await open(model);
  try {
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
