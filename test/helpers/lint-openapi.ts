import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const folder = path.dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json'));

const RULES = `extends: [recommended-strict]
telemetry: "off"
rules:
  security-defined: off
  operation-4xx-response: off
`;

/** What Redocly's linter, at its strictest, finds wrong in a document. */
export async function lint(document: unknown): Promise<unknown[]> {
  const place = await mkdtemp(path.join(tmpdir(), 'citymatch-openapi-'));
  try {
    await writeFile(path.join(place, 'openapi.json'), JSON.stringify(document));
    await writeFile(path.join(place, 'redocly.yaml'), RULES);
    const { stdout } = await run(
      process.execPath,
      [path.join(folder, 'bin/cli.js'), 'lint', 'openapi.json', '--format=json'],
      {
        cwd: place,
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    ).catch((error: unknown) => z.looseObject({ stdout: z.string() }).parse(error));
    return z.looseObject({ problems: z.array(z.unknown()) }).parse(JSON.parse(stdout)).problems;
  } finally {
    await rm(place, { recursive: true });
  }
}
