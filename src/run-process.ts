import type { Logger } from 'pino';
import { type Config, readConfig } from './config.js';
import { orAway } from './db/away.js';
import { AppError } from './errors.js';
import { createLog } from './log.js';

/** Exit code for settings that cannot be used (EX_CONFIG of sysexits.h). */
const EXIT_CONFIG = 78;
/** Milliseconds that stopping may take before the process ends anyway. */
const STOP_MS = 10_000;

/** What a process runs until it is told to stop. */
export interface Running {
  /** Resolves when it does its work; rejects with an AppError `misconfigured` that names the setting. */
  readonly ready: Promise<void>;
  /** Finishes what is under way, and closes every part. */
  close(): Promise<void>;
}

/**
 * Runs a process of the product by its settings until SIGTERM or SIGINT. It ends with exit code 0 after it stopped in
 * good order, 78 where the settings cannot be used, 1 for other errors; each end is told in one line of the log.
 */
export async function runProcess(start: (config: Config, log: Logger) => Promise<Running>): Promise<void> {
  const config = settings();
  const log = createLog(config.logLevel);
  let running: Running | undefined;
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
      await running?.close();
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
    running = await start(config, log);
    await running.ready;
  } catch (error) {
    // A stop while starting ends the start with an error of its own, which is no news.
    if (!stopping) await stop('', report(log, error));
  }
}

/** One clear line for what an operator can mend; the whole error for the rest. */
function report(log: Logger, thrown: unknown): number {
  // A database that goes away during a start is met by whatever asks it first, in the driver's words.
  const error = orAway(thrown);
  if (error instanceof AppError) {
    log.fatal(error.message);
    return error.code === 'misconfigured' ? EXIT_CONFIG : 1;
  }
  log.fatal({ err: error }, 'The process stopped because of an error that nobody expected');
  return 1;
}

function settings(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.exit(report(createLog('info'), error));
  }
}
