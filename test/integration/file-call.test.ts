import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiRouter, NO_PARAMETERS } from '../../src/http/api.js';
import { fileCall } from '../../src/http/file-call.js';
import { listen } from '../../src/http/listen.js';
import { requestLog } from '../../src/http/logging.js';
import { problems } from '../../src/http/problems.js';
import { until } from '../helpers/until.js';

const PART = 'x'.repeat(64 * 1024);
let made = 0;
let stopped = 0;
const lines: string[] = [];
let site: Awaited<ReturnType<typeof listen>>;

const open = (path: string, parts: () => AsyncIterable<string>) =>
  fileCall({
    access: 'anyone',
    path,
    operationId: path,
    tag: '',
    summary: '',
    description: '',
    params: NO_PARAMETERS,
    query: NO_PARAMETERS,
    mediaTypes: ['text/plain'],
    responseDescription: '',
    maxAgeSeconds: 1,
    open: () => Promise.resolve({ mediaType: 'text/plain', tag: 'a', parts }),
  });

beforeAll(async () => {
  const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
  const app = express();
  app.use(requestLog(pino({ level: 'silent' })));
  const calls = [
    open('/endless', async function* () {
      try {
        for (;;) {
          made++;
          yield PART;
        }
      } finally {
        stopped++;
      }
    }),
    open('/broken', async function* () {
      yield PART;
      throw new Error('The disk is gone');
    }),
  ];
  app.use(createApiRouter(calls), problems(log));
  site = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => site.close());

describe('a file that is sent as it is made', () => {
  it('is made no faster than it is taken, and no further once nobody takes it', async () => {
    const stop = new AbortController();
    const answer = await fetch(`${site.url}/endless`, { signal: stop.signal });
    const reader = answer.body?.getReader();
    await reader?.read();
    await new Promise((resolve) => setTimeout(resolve, 300));
    // What fits into the buffers of the connection on both sides, and no more: without a brake it would be thousands.
    const ahead = made;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(made).toBe(ahead);
    stop.abort();
    await until(() => stopped === 1);
    expect(lines).toEqual([]);
  });

  it('breaks the connection where it cannot be made to its end, and says so in the log', async () => {
    const answer = await fetch(`${site.url}/broken`);
    await expect(answer.text()).rejects.toThrow();
    await until(() => lines.length === 1);
    expect(lines[0]).toContain('The disk is gone');
  });
});
