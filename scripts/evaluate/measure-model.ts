/**
 * Measures one embedding model, in a process of its own so that the memory is the model's.
 * Arguments: model as EMBEDDING_MODEL; data folder. It answers each `measure` message with `measured`.
 */
import { pino } from 'pino';
import { createEmbedder } from '../../src/embedding/create.js';
import { medianOf } from '../bench/load.js';
import type { FromMeasure, ToMeasure } from './model-speed.js';

const [model = '', dataDir = ''] = process.argv.slice(2);
const log = pino({ level: 'warn' }, pino.destination(2));
const send = (message: FromMeasure) => process.send?.(message);

async function measure({ passages, statements }: Extract<ToMeasure, { type: 'measure' }>): Promise<void> {
  const started = performance.now();
  await embedder.embed(passages, 'batch');
  const passagesPerSecond = passages.length / ((performance.now() - started) / 1_000);
  const queryMs = await medianOf(statements.length, (turn) =>
    embedder.embed([statements[turn] ?? ''], 'query'),
  );
  // Node tells the most that was ever resident in KiB, on any system.
  send({ type: 'measured', passagesPerSecond, queryMs, mebibytes: process.resourceUsage().maxRSS / 1_024 });
}

const embedder = await createEmbedder({ model, dataDir, log });
process.on('message', (message: ToMeasure) => {
  if (message.type === 'measure') void measure(message);
  else void embedder.close().then(() => process.disconnect());
});
send({ type: 'loaded', languages: [...embedder.languages] });
