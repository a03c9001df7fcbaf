import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../src/config.js';
import { AppError } from '../src/errors.js';
import { evaluate, type Report } from '../src/matching/evaluate.js';
import { readJudgments } from '../src/matching/judgments.js';
import { printAblations } from './evaluate/ablate.js';
import { printClimateCoverage } from './evaluate/climate.js';
import { evaluateCoach } from './evaluate/coach.js';
import { compareEngines, printAgreement } from './evaluate/engines.js';
import { openLaboratory } from './evaluate/laboratory.js';
import { printWithout } from './evaluate/parts.js';
import { printReport } from './evaluate/print.js';
import { tuneWeights } from './evaluate/tune.js';

const USAGE = `npm run evaluate -- [options]
  --judgments FILE   JSON Lines of judged statements (default seeds/judgments.jsonl)
  --catalogue FILE   JSON Lines of entries; repeatable (default the seeds)
  --model NAME       embedding model, as EMBEDDING_MODEL
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
  --climate          print of how many cities the climate is known instead
  --engines          compare the engine in the process with the Meilisearch of MEILI_URL and MEILI_KEY instead
  --coach            measure the advice on drafts instead, on seeds/coach-drafts.jsonl`;

const { values } = parseArgs({
  options: {
    judgments: { type: 'string', default: 'seeds/judgments.jsonl' },
    catalogue: { type: 'string', multiple: true },
    model: { type: 'string' },
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
    coach: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const config = readConfig();
const setting = (model: string | undefined) => ({
  files: values.catalogue,
  thesaurus: 'seeds/thesaurus.jsonl',
  model,
  dataDir: config.dataDir,
  log: pino({ level: 'warn' }, pino.destination(2)),
  withCities: values['with-cities'],
});
const open = (model: string | undefined) => openLaboratory(setting(model));

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  if (values.climate) return printClimateCoverage();
  if (values.coach) return evaluateCoach('seeds/coach-drafts.jsonl');
  const judgments = await readJudgments(values.judgments);
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
