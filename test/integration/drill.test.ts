import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOf, reportOf } from '../../scripts/drill/report.js';
import { runDrill } from '../../scripts/drill/run.js';
import { chooseEngine } from '../../scripts/stack/engine.js';
import { readConfig } from '../../src/config.js';

const FAULTS = 6;
const { MEILI_URL, MEILI_KEY, MEILI_BIN } = process.env;
const config = readConfig({ MEILI_URL, MEILI_KEY, MEILI_BIN });
const withoutMeili = config.meiliUrl === undefined && config.meiliBinary === undefined;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'citymatch-drill-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it(`loses nothing and does nothing twice while ${FAULTS} times a part is killed or frozen under load`, async () => {
  if (withoutMeili) {
    process.stderr.write(
      'The drill runs WITHOUT MEILISEARCH, on one process: MEILI_URL or MEILI_BIN names one\n',
    );
  }
  const drill = await runDrill({
    ...{ dir, seed: 25, faults: FAULTS, api: 2, workers: 1, model: 'bundled', long: false },
    engine: chooseEngine({ 'without-meili': withoutMeili }, config),
    say: () => {},
  });
  process.stdout.write(`${reportOf(drill).join('\n')}\n`);
  expect(faultsOf(drill)).toEqual([]);
  expect(drill.plan).toHaveLength(FAULTS);
  expect(drill.submissions.acknowledged).toBeGreaterThan(0);
  expect(drill.edits.acknowledged).toBeGreaterThan(0);
  expect(drill.matches.answered).toBeGreaterThan(0);
}, 600_000);
