import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../src/config.js';
import { AppError } from '../src/errors.js';
import { evaluate, type Report } from '../src/matching/evaluate.js';
import { readJudgments } from '../src/matching/judgments.js';
import { observe } from './evaluate/calibrate.js';
import { openLaboratory } from './evaluate/laboratory.js';
import { printCalibration, printReport } from './evaluate/print.js';

const USAGE = `npm run evaluate -- [options]
  --judgments FILE   JSON Lines of judged statements (default seeds/judgments.jsonl)
  --catalogue FILE   JSON Lines of entries; repeatable (default the seeds)
  --model NAME       embedding model, as EMBEDDING_MODEL
  --worst N          also list the N statements answered worst
  --json             print one JSON object instead of the tables
  --calibrate        print weights for the score and for "nothing fits", fitted on the judgments`;

const { values } = parseArgs({
  options: {
    judgments: { type: 'string', default: 'seeds/judgments.jsonl' },
    catalogue: { type: 'string', multiple: true },
    model: { type: 'string' },
    worst: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    calibrate: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const config = readConfig();
  const log = pino({ level: 'warn' }, pino.destination(2));
  const judgments = await readJudgments(values.judgments);
  const laboratory = await openLaboratory({
    files: values.catalogue,
    thesaurus: 'seeds/thesaurus.jsonl',
    model: values.model ?? config.embeddingModel,
    dataDir: config.dataDir,
    log,
  });
  try {
    if (values.calibrate) return printCalibration(await observe(laboratory.matcherWith(), judgments));
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
