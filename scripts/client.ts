/** `npm run client -- --out FOLDER [--url URL]`: makes an npm package with a typed client of a running server. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AppError } from '../src/errors.js';
import { type ApiDocument, documentSchema, withoutStaff } from './client/select.js';
import { EXIT_USAGE, readOptions, runCommand } from './command.js';

const USAGE = `npm run client -- --out FOLDER [--url http://127.0.0.1:3000] [--all]
  Makes an npm package with a typed client from the description that a running server gives of its API, ready for
  npm install FOLDER. A folder that holds such a package already is written anew; any other must be empty.
  The calls of the secretariat's people are left out; --all takes them as well.`;
const optionsSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be the address of a server' }),
  out: z.string('must name a folder').min(1, 'must name a folder'),
  all: z.boolean(),
});

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:3000' },
      out: { type: 'string' },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const options = readOptions(optionsSchema, values, USAGE);
  if (options === undefined) return EXIT_USAGE;
  const document = await describedBy(options.url);
  // The generator takes seconds to load: not before there is something to generate.
  const { writeClient } = await import('./client/write.js');
  const { name, version, calls } = await writeClient(
    options.all ? document : withoutStaff(document),
    options.out,
  );
  console.log(`${name} ${version} with ${calls} calls is in ${options.out}: npm install ${options.out}`);
  return 0;
});

/** The description that a server gives of its API. */
async function describedBy(url: string): Promise<ApiDocument> {
  const address = new URL('openapi.json', url.endsWith('/') ? url : `${url}/`);
  const response = await fetch(address).catch((cause: unknown) => {
    throw new AppError('unavailable', `No server answers at ${url}: start one with npm start`, { cause });
  });
  const document = documentSchema.safeParse(await response.json().catch(() => undefined));
  if (response.ok && document.success) return document.data;
  throw new AppError(
    'bad-request',
    `${address.href} is no description of CityMatch's API (status ${response.status})`,
  );
}
