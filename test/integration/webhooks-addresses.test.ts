import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseHandle } from '../../src/db/client.js';
import { openTestDatabase } from '../helpers/database.js';
import { type Receiver, startReceiver } from '../helpers/receiver.js';
import { ADMIN, forEntries, testWebhooks } from '../helpers/webhooks.js';

let database: DatabaseHandle;
let receiver: Receiver;
let service: ReturnType<typeof testWebhooks>;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver.stop();
  for (const one of await service.list()) await service.remove(one.id, ADMIN);
});

const statesOf = async (id: string) =>
  (await service.deliveries(id, { limit: 100 })).deliveries.map(({ state, attempts }) => ({
    state,
    texts: attempts.map(({ text }) => text),
  }));

describe('addresses that are no business of ours', () => {
  const resolving = (addresses: Record<string, string[][]>) => {
    const asked: string[] = [];
    return {
      asked,
      resolve: (name: string) => {
        asked.push(name);
        const answers = addresses[name] ?? [[name]];
        const now = answers.length > 1 ? answers.shift() : answers[0];
        return Promise.resolve(
          (now ?? []).map((address) => ({
            address,
            family: address.includes(':') ? (6 as const) : (4 as const),
          })),
        );
      },
    };
  };

  it.each([
    ['https://127.0.0.1/', 'leads to an inner network'],
    ['https://10.0.0.8/', 'leads to an inner network'],
    ['https://169.254.169.254/latest', 'leads to an inner network'],
    ['https://[::1]/', 'leads to an inner network'],
    ['https://[::ffff:10.0.0.1]/', 'leads to an inner network'],
    ['https://2130706433/', 'leads to an inner network'],
    ['https://both.test/', 'leads to an inner network'],
    ['https://nothing.test/', 'has a name that leads nowhere'],
    ['http://public.test/', 'must be https'],
    ['https://user:password@public.test/', 'must be without name and password'],
  ])('are refused when a webhook is made: %s', async (url, why) => {
    const { resolve } = resolving({
      'both.test': [['192.0.43.8', '10.0.0.1']],
      'public.test': [['192.0.43.8']],
      'nothing.test': [[]],
    });
    service = testWebhooks(database.db, {
      sending: { resolve },
      config: { authSecret: 'x'.repeat(32), publicUrl: undefined, host: '', port: 1, webhookNetworks: [] },
    });
    await expect(service.create(forEntries(url), ADMIN)).rejects.toMatchObject({
      code: 'bad-request',
      fields: [{ path: 'url', message: expect.stringContaining(why) as unknown }],
    });
    expect(await service.list()).toEqual([]);
  });

  it('are refused at each delivery, whatever the name led to when it was made or a moment before', async () => {
    const { resolve, asked } = resolving({ 'rebinds.test': [['192.0.43.8'], ['127.0.0.1'], ['192.0.43.8']] });
    const config = {
      authSecret: 'x'.repeat(32),
      publicUrl: undefined,
      host: '',
      port: 1,
      webhookNetworks: [],
    };
    service = testWebhooks(database.db, { sending: { resolve, timeoutMs: 300 }, config });
    const hook = await service.create(forEntries('https://rebinds.test/'), ADMIN);
    await service.test(hook.id, ADMIN);
    await service.deliver(hook.id);
    expect(await statesOf(hook.id)).toMatchObject([
      { state: 'waiting', texts: ['The address leads to an inner network, where nothing is sent'] },
    ]);
    expect(asked).toEqual(['rebinds.test', 'rebinds.test']);
  });

  it('are not reached by a name that leads elsewhere after it was checked: the connection goes to what was', async () => {
    const { port } = new URL(receiver.url);
    const { resolve, asked } = resolving({ 'portal.test': [['127.0.0.1']] });
    service = testWebhooks(database.db, { sending: { resolve } });
    const hook = await service.create(forEntries(`http://portal.test:${port}/hook`), ADMIN);
    await service.test(hook.id, ADMIN);
    await service.deliver(hook.id);
    // The machine's own resolver knows no such name: nobody asked it.
    expect(receiver.got[0]?.headers.host).toBe(`portal.test:${port}`);
    expect(asked).toEqual(['portal.test', 'portal.test']);
  });
});

it('a receiver whose certificate nobody vouches for is told nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'citymatch-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=portal.test'];
  await promisify(execFile)('openssl', [...made, '-keyout', key, '-out', cert]);
  const told: string[] = [];
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (req, res) => {
    told.push(req.url ?? '');
    res.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const { port } = server.address() as AddressInfo;
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]);
    service = testWebhooks(database.db, { sending: { resolve } });
    const hook = await service.create(forEntries(`https://portal.test:${port}/hook`), ADMIN);
    await service.test(hook.id, ADMIN);
    await service.deliver(hook.id);
    expect(await statesOf(hook.id)).toMatchObject([
      { state: 'waiting', texts: ['The certificate of the address is not valid'] },
    ]);
    expect(told).toEqual([]);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});
