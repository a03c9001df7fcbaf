import type { z } from 'zod';
import { AppError } from '../src/errors.js';

/** Exit code for settings that cannot be used (EX_CONFIG of sysexits.h). */
export const EXIT_CONFIG = 78;
/** Exit code for a wrong call. */
export const EXIT_USAGE = 2;

/**
 * Runs a command to its exit code: 78 where the settings cannot be used, 1 for other errors, of which those that an
 * operator can mend are told in one line.
 */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    // parseArgs throws a TypeError with a code for options that there are not.
    const known = error instanceof AppError || (error instanceof TypeError && 'code' in error);
    console.error(known ? error.message : error);
    process.exitCode = error instanceof AppError && error.code === 'misconfigured' ? EXIT_CONFIG : 1;
  }
}

/** For commands that need the data folder for themselves: says what to do where a server has it. */
export async function withoutServer<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !/DATA_DIR is in use/.test(error.message)) throw error;
    const message = `${error.message}\nStop the server first, then run this again`;
    throw new AppError(error.code, message, { cause: error });
  }
}

/** The options of a call as a schema reads them; undefined where one is wrong, which is told with the usage. */
export function readOptions<S extends z.ZodType>(
  schema: S,
  values: Record<string, unknown>,
  usage: string,
): z.output<S> | undefined {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  console.error(`--${issue?.path.join('.')}: ${issue?.message}\n\n${usage}`);
  return undefined;
}

/** For commands that start other programs: a Ctrl-C then ends this process in a way that ends those too. */
export function endWithChildren(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
}
