/** `npm run demo [-- --url URL]`: sends the example challenges to a running server, so that there is something to review. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { submissionSchema, submittedSchema } from '../src/challenges/contract.js';

const USAGE = `npm run demo -- [--url http://127.0.0.1:3000]
  Submits the invented challenges of seeds/challenges.jsonl to a running server, as cities would, and prints the
  link that opens each one. Run again, it submits nothing twice.`;
const FILE = fileURLToPath(new URL('../seeds/challenges.jsonl', import.meta.url));
const problemSchema = z.object({ detail: z.string() });

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:3000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const lines = (await readFile(FILE, 'utf8')).split('\n').filter((line) => line !== '');
  for (const [index, line] of lines.entries()) {
    const challenge = submissionSchema.parse(JSON.parse(line));
    const response = await submit(new URL('/v1/challenges', values.url), line, `demo-challenge-${index + 1}`);
    const answer: unknown = await response.json();
    if (!response.ok) {
      console.error(`${challenge.title}: ${problemSchema.parse(answer).detail}`);
      return 1;
    }
    console.log(`${challenge.title}, ${challenge.city.name}\n  ${submittedSchema.parse(answer).trackingUrl}`);
  }
  console.log(`${lines.length} challenges are in; review them at ${new URL('/console', values.url).href}`);
  return 0;
}

/** Posts one challenge; a server that asks to wait is waited for. */
async function submit(url: URL, body: string, key: string): Promise<Response> {
  for (;;) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body,
    }).catch((cause: unknown) => {
      throw new Error(`No server answers at ${url.origin}: start one with npm start`, { cause });
    });
    const wait = Number(response.headers.get('retry-after') ?? '5');
    if (response.status !== 429 && response.status !== 503) return response;
    console.error(`The server asks to wait ${wait} s`);
    await response.arrayBuffer();
    await new Promise((resolve) => setTimeout(resolve, 1000 * wait));
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
