/** `npm run model [-- NAME]`: fetches an embedding model into DATA_DIR/models. */
import { SingleBar } from 'cli-progress';
import { pino } from 'pino';
import { readConfig } from '../src/config.js';
import { forgetAttempt } from '../src/embedding/attempt.js';
import { fetchModel } from '../src/embedding/download.js';
import { DEFAULT_MODEL } from '../src/embedding/models.js';
import { AppError } from '../src/errors.js';

const TIMEOUT_MS = 15 * 60_000;
const MEGABYTE = 1_000_000;

async function main(): Promise<number> {
  const [name = DEFAULT_MODEL, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || name.startsWith('-')) {
    console.error(
      'Usage: npm run model [-- NAME], where NAME is a model on huggingface.co such as Xenova/multilingual-e5-small',
    );
    return 2;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const bar = new SingleBar({
    format: '{bar} {percentage}% of {size} MB',
    clearOnComplete: true,
    hideCursor: true,
  });
  let said = '';
  try {
    const { dataDir, logLevel } = readConfig();
    const { folder } = await fetchModel({
      name,
      dataDir,
      timeoutMs: TIMEOUT_MS,
      log: pino({ level: logLevel === 'info' ? 'warn' : logLevel }),
      signal: stop.signal,
      onProgress: ({ text, received, total }) => {
        if (text !== said) console.log(`${text} ...`);
        said = text;
        if (received === undefined || total === undefined || total < MEGABYTE) return;
        if (!bar.isActive) bar.start(total, received, { size: Math.round(total / MEGABYTE) });
        bar.update(received);
        if (received >= total) bar.stop();
      },
    });
    await forgetAttempt(dataDir);
    const setting =
      name === DEFAULT_MODEL
        ? 'It is used from the next start on'
        : `Start with EMBEDDING_MODEL=${name} to use it`;
    console.log(`${name} is in ${folder}. ${setting}.`);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    bar.stop();
  }
}

process.exitCode = await main();
