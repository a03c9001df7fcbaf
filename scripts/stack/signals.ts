import { readdirSync, readFileSync } from 'node:fs';

interface Kin {
  pid: number;
  parent: number;
  /** A zombie is dead, though its number is not free yet. */
  dead: boolean;
}

/** Every process of the machine, as /proc tells; none where there is no /proc. */
function everybody(): Kin[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // proc(5): "pid (command) state parent ...", and the command may hold blanks and brackets.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ pid: Number(name), parent: Number(parent), dead: state === 'Z' || state === 'X' }];
    } catch {
      return [];
    }
  });
}

/** A process and all that it started, itself first. PostgreSQL's have process groups of their own. */
function familyOf(pid: number): number[] {
  const all = everybody();
  const family = [pid];
  for (const member of family) {
    for (const { pid: child, parent } of all) if (parent === member) family.push(child);
  }
  return family;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Holds a process and all that it started still. @returns who is held. */
export function freezeFamily(pid: number): number[] {
  // First itself, so that nobody is born while the rest is looked for.
  send(pid, 'SIGSTOP');
  const family = familyOf(pid);
  for (const member of family) send(member, 'SIGSTOP');
  return family;
}

/** Lets those go on who were held. */
export function thawFamily(family: readonly number[]): void {
  for (const member of [...family].reverse()) send(member, 'SIGCONT');
}

/** Ends a process and all that it started, as a crash of the machine would. @returns who was ended. */
export function killFamily(pid: number): number[] {
  const family = freezeFamily(pid);
  for (const member of family) send(member, 'SIGKILL');
  return family;
}

/** Whether none of them lives any more. */
export function areGone(family: readonly number[]): boolean {
  return !everybody().some(({ pid, dead }) => !dead && family.includes(pid));
}
