import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.js';
import { type Listening, listen } from '../../src/http/listen.js';

const opened: Listening[] = [];
const host = '127.0.0.1';

async function open(handler: Parameters<typeof listen>[0], port = 0): Promise<Listening> {
  const listening = await listen(handler, { host, port });
  opened.push(listening);
  return listening;
}

afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((one) => one.close()));
});

async function refusal(address: { host: string; port: number }): Promise<AppError> {
  const outcome = await listen((_req, res) => res.end(), address).catch((error: unknown) => error);
  if (outcome instanceof AppError) return outcome;
  throw new Error('the port was opened');
}

describe('listen', () => {
  it('names PORT when another process has the port', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, host, resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const error = await refusal({ host, port });
    expect(error.code).toBe('misconfigured');
    expect(error.message).toMatch(new RegExp(`^PORT: ${port} .*taken`));
    await new Promise((resolve) => taken.close(resolve));
  });

  it('names HOST when it is no address of this machine', async () => {
    // 192.0.2.0/24 is kept for documentation (RFC 5737): no machine has it.
    const error = await refusal({ host: '192.0.2.1', port: 0 });
    expect(error.code).toBe('misconfigured');
    expect(error.message).toMatch(/^HOST: 192\.0\.2\.1 /);
  });

  it('takes a free port for 0 and says which', async () => {
    const { url } = await open((_req, res) => res.end('here'));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(url)).text()).toBe('here');
  });

  it('answers what is under way and takes nothing new when it closes', async () => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      void open((_req, res) => {
        answer = () => res.end('late');
        resolve();
      }).then(({ url }) => {
        late = fetch(url).then((response) => response.text());
      });
    });
    let late: Promise<string> = Promise.resolve('');
    await asked;
    const [listening] = opened;
    if (listening === undefined) throw new Error('nothing was opened');
    const closed = listening.close();
    await expect(fetch(listening.url)).rejects.toThrow();
    answer();
    expect(await late).toBe('late');
    await closed;
  });

  it('closes although a client keeps its idle connection', async () => {
    const listening = await open((_req, res) => res.end('here'));
    const response = await fetch(listening.url, { headers: { connection: 'keep-alive' } });
    await response.text();
    await listening.close();
    await expect(fetch(listening.url)).rejects.toThrow();
  });
});
