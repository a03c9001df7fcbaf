import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { z } from 'zod';
import { AppError } from '../../src/errors.js';
import type { ApiDocument } from './select.js';

/** What is the same for every server: the client around the generated types, an example, how to use it. */
const TEMPLATE = fileURLToPath(new URL('./package/', import.meta.url));
const NAME = 'citymatch-client';

/**
 * Writes the package of a client into a folder.
 * @throws AppError `conflict` for a folder that holds something else.
 */
export async function writeClient(
  document: ApiDocument,
  folder: string,
): Promise<{ name: string; version: string; calls: number }> {
  await makeRoom(folder);
  const types = await openapiTS(JSON.stringify(document), {
    // What has a default may be left out of a request.
    defaultNonNullable: false,
    silent: true,
  });
  const { version } = document.info;
  await cp(TEMPLATE, folder, { recursive: true });
  const head = `// Generated from /openapi.json of CityMatch ${version}: change nothing here, make it anew.\n`;
  await writeFile(path.join(folder, 'openapi.d.ts'), head + astToString(types));
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(await manifest(version), null, 2)}\n`);
  const calls = Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length;
  return { name: NAME, version, calls };
}

async function manifest(version: string) {
  return {
    name: NAME,
    version,
    description: 'A typed client of the CityMatch API',
    license: 'Apache-2.0',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=18' },
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    files: ['*.js', '*.ts'],
    dependencies: { 'openapi-fetch': await versionOf('openapi-fetch') },
  };
}

/** The version that we test with. */
async function versionOf(name: string): Promise<string> {
  const file = new URL('../../package.json', import.meta.url);
  const held = z.object({ devDependencies: z.record(z.string(), z.string()) });
  const version = held.parse(JSON.parse(await readFile(file, 'utf8'))).devDependencies[name];
  if (version === undefined) throw new Error(`${name} is not among our own dependencies`);
  return version;
}

/** An empty folder: one of our own packages gives way, anything else stays. */
async function makeRoom(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const held = await readdir(folder);
  if (held.length === 0) return;
  const text = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => '{}');
  if (!new RegExp(`"name": "${NAME}"`).test(text)) {
    throw new AppError(
      'conflict',
      `${folder} holds something else: name a folder that is empty or not there yet`,
    );
  }
  await Promise.all(
    held
      .filter((name) => name !== 'node_modules')
      .map((name) => rm(path.join(folder, name), { recursive: true })),
  );
}
