/** `npm start`: the whole product in one process. */
import type { Logger } from 'pino';
import { type App, createApp } from './app.js';
import { type Config, readConfig } from './config.js';
import { AppError } from './errors.js';
import { createLog } from './log.js';

/** Exit code for settings that cannot be used (EX_CONFIG of sysexits.h). */
const EXIT_CONFIG = 78;
/** Milliseconds that stopping may take before the process ends anyway. */
const STOP_MS = 10_000;

/** One clear line for what an operator can mend; the whole error for the rest. */
function report(log: Logger, error: unknown): number {
  if (error instanceof AppError) {
    log.fatal(error.message);
    return error.code === 'misconfigured' ? EXIT_CONFIG : 1;
  }
  log.fatal({ err: error }, 'The server stopped because of an error that nobody expected');
  return 1;
}

function settings(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.exit(report(createLog('info'), error));
  }
}

const config = settings();
const log = createLog(config.logLevel);
let app: App | undefined;
let stopping = false;

/** Ends the process in good order, once; a second signal ends it at once. */
async function stop(reason: string, exitCode: number): Promise<void> {
  if (stopping) process.exit(1);
  stopping = true;
  if (exitCode === 0) log.info(`${reason}: finishing what is under way`);
  setTimeout(() => {
    log.error(`Stopping took longer than ${STOP_MS / 1000} s: ending now`);
    process.exit(1);
  }, STOP_MS).unref();
  try {
    await app?.close();
    if (exitCode === 0) log.info('Stopped');
  } catch (error) {
    log.error({ err: error }, 'Something did not stop in good order');
    process.exit(1);
  }
  process.exit(exitCode);
}

process.on('SIGTERM', () => void stop('SIGTERM', 0));
process.on('SIGINT', () => void stop('SIGINT', 0));
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'An error that nobody handled: the process ends');
  process.exit(1);
});

try {
  app = await createApp(config, log);
  await app.ready;
} catch (error) {
  // A stop while starting ends the start with an error of its own, which is no news.
  if (!stopping) await stop('', report(log, error));
}
