/** `npm run widget`: builds the widget of the version in its sources into the folder of releases. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildWidget } from '../src/web/widget/build.js';
import { integrityOf, RELEASES } from '../src/web/widget/releases.js';
import { WIDGET_VERSION } from '../src/web/widget/version.js';

const file = `${RELEASES}${WIDGET_VERSION}.js`;
const script = buildWidget();
const changed = existsSync(file) && readFileSync(file, 'utf8') !== script;
if (changed && !process.argv.includes('--again')) {
  console.error(
    `${WIDGET_VERSION} is released with another content. Pages hold it by its hash: raise the version in src/web/widget/version.ts. (--again builds a version anew that nobody has yet.)`,
  );
  process.exitCode = 1;
} else {
  writeFileSync(file, script);
  console.log(
    `CityMatch widget ${WIDGET_VERSION}: ${Buffer.byteLength(script)} bytes, ${gzipSync(script, { level: 9 }).length} gzipped, ${integrityOf(script)}`,
  );
}
