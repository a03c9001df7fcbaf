import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import { logFields } from './log-context.js';
import { toLoggedError } from './log-errors.js';

/**
 * The process' log: JSON lines, or lines for people where standard output is a terminal. Each line says which request
 * or job it belongs to.
 * @param to Where the lines go, as JSON; default standard output.
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = { level, base: null, mixin: fieldsOf, serializers: { err: toLoggedError } };
  if (to !== undefined) return pino(options, to);
  if (!process.stdout.isTTY) return pino(options);
  const stream = pretty({
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    sync: true,
  });
  return pino(options, stream);
}

/** What the logger says in each line anyway, such as the one that `pino-http` makes of it, is not said twice. */
function fieldsOf(_line: object, _level: number, logger: Logger): object {
  const fields = logFields();
  const said = Object.keys(fields).length === 0 ? {} : logger.bindings();
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in said)));
}
