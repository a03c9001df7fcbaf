import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

/** The process' log: JSON lines, or lines for people where standard output is a terminal. */
export function createLog(level: string): Logger {
  if (!process.stdout.isTTY) return pino({ level, base: null });
  const stream = pretty({
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    sync: true,
  });
  return pino({ level, base: null }, stream);
}
