import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('../run.mjs', import.meta.url));

/** Starts a program of this folder in a process of its own, with a channel for messages. */
export function forkProgram(
  name: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
  env?: Readonly<Record<string, string>>,
): ChildProcess {
  const script = fileURLToPath(new URL(name, import.meta.url));
  return fork(RUN, [script, ...args], { execArgv: [...execArgv], ...(env && { env }) });
}
