import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WIDGET_VERSION } from './version.js';

/** Folder of what was released: one script for each version, never changed again. */
export const RELEASES = fileURLToPath(new URL('./releases/', import.meta.url));

/** A version of the widget as it was released. */
export interface Release {
  version: string;
  script: Buffer;
  /** Address for ever, of this very content. */
  path: string;
  /** What `integrity` of a script element takes (W3C SRI). */
  integrity: string;
}

/** Every release by its version, read anew from its file. @throws Error where the newest one lacks. */
export function readReleases(): Map<string, Release> {
  const files = readdirSync(RELEASES).filter((name) => /^\d+\.\d+\.\d+\.js$/.test(name));
  const releases = files.map((name): [string, Release] => {
    const version = name.replace(/\.js$/, '');
    const script = readFileSync(RELEASES + name);
    return [
      version,
      { version, script, path: `/embed/v1/${version}/widget.js`, integrity: integrityOf(script) },
    ];
  });
  return new Map(releases);
}

/** The newest release: that of the version in the sources. @throws Error where it was not built. */
export function newestRelease(releases: ReadonlyMap<string, Release> = readReleases()): Release {
  const newest = releases.get(WIDGET_VERSION);
  if (newest === undefined) throw new Error(`The widget ${WIDGET_VERSION} is not released: npm run widget`);
  return newest;
}

export function integrityOf(script: Buffer | string): string {
  return `sha384-${createHash('sha384').update(script).digest('base64')}`;
}
