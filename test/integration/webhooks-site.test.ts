import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { challenges, matches } from '../../src/db/schema.js';
import { newSigningSecret } from '../../src/webhooks/secret.js';
import { signMessage } from '../../src/webhooks/sign.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { challengeRow, seedChallenges, seedEntries } from '../helpers/challenges.js';
import { freePort } from '../helpers/free-port.js';
import { lint } from '../helpers/lint-openapi.js';
import { type Receiver, startReceiver } from '../helpers/receiver.js';
import { until } from '../helpers/until.js';
import { ADMIN } from '../helpers/webhooks.js';
import { startWholeSite } from '../helpers/whole-site.js';

const DOCS = new URL('../../docs/webhooks.md', import.meta.url);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const messageSchema = z.object({ type: z.string(), timestamp: z.string(), data: z.looseObject({}) });

let site: Awaited<ReturnType<typeof startWholeSite>>;
let receiver: Receiver;
let admin: SignedInPerson;
let staff: SignedInPerson;
beforeAll(async () => {
  site = await startWholeSite({ WEBHOOK_NETWORKS: '127.0.0.0/8', PUBLIC_URL: 'https://match.test' });
  receiver = await startReceiver();
  const people = peopleOf(site.features.accounts);
  [admin, staff] = [await people.signIn('admin'), await people.signIn('staff')];
});
afterAll(async () => {
  await receiver?.stop();
  await site?.stop();
});
afterEach(async () => {
  const { webhooks } = site.features;
  for (const { id } of await webhooks.list()) await webhooks.remove(id, ADMIN);
});

/** What a webhook is told of now. */
async function told(id: string) {
  receiver.got.length = 0;
  await site.features.webhooks.deliver(id);
  return receiver.got.map(({ body }) => messageSchema.parse(JSON.parse(body)));
}

describe('challenges', () => {
  const WORDS = { title: 'Cellars flood', statement: 'Cellars flood. It rains more each year.' };

  it('are told of only while their city and the secretariat let anyone read them, in redacted words', async () => {
    const { webhooks, review, disclosure, challenges: own } = site.features;
    const [entryId = ''] = await seedEntries(site.db, 1);
    const [open = '', kept = '', providers = ''] = await seedChallenges(site.db, {
      count: 3,
      matches: 1,
      entryIds: [entryId],
    });
    await site.db.update(matches).set({ status: 'approved' });
    const asker = { actor: staff.person };
    for (const [id, agreed] of [
      [open, 'public'],
      [kept, 'secretariat'],
      [providers, 'providers'],
    ] as const) {
      const set = {
        disclosure: agreed,
        statement: 'The cellar of Mrs Torres floods',
        sectors: ['flooding-stormwater'],
      };
      await site.db.update(challenges).set(set).where(eq(challenges.id, id));
    }
    const { id: hook } = await webhooks.create(
      {
        name: 'All',
        url: receiver.url,
        events: ['challenge.published', 'challenge.withdrawn'],
        sectors: [],
        countries: [],
      },
      ADMIN,
    );
    const version = async (id: string) => (await challengeRow(site.db, id)).version;
    const publish = async (id: string) =>
      review.publish(id, { version: await version(id), key: `key-of-${id}` }, asker);
    const openTo = async (id: string, shownTo: 'secretariat' | 'providers' | 'public', words = WORDS) =>
      disclosure.change(id, { version: await version(id), shownTo, keep: [], ...words }, asker);

    // Published to their cities, but open to nobody else.
    for (const id of [open, kept]) await publish(id);
    await openTo(providers, 'providers');
    await publish(providers);
    expect(await told(hook)).toEqual([]);

    await openTo(open, 'public');
    const row = await challengeRow(site.db, open);
    const [first, ...others] = await told(hook);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ type: 'challenge.published' });
    // Nothing but this: no city, no contact, none of the city's own words.
    expect(first?.data).toEqual({
      id: open,
      ...WORDS,
      language: row.language,
      sectors: ['flooding-stormwater'],
      country: row.country,
      publishedAt: row.publishedAt?.toISOString(),
    });
    await openTo(open, 'public', { ...WORDS, title: 'Cellars are flooded' });
    expect((await told(hook)).map(({ type, data }) => [type, data.title])).toEqual([
      ['challenge.published', 'Cellars are flooded'],
    ]);

    await openTo(open, 'secretariat');
    expect((await told(hook)).map(({ type, data }) => [type, data])).toEqual([
      ['challenge.withdrawn', { id: open }],
    ]);
    await openTo(open, 'public');
    // Taken back before anybody was told that it is open again: the words are not sent any more.
    await own.erase(open, asker);
    expect((await told(hook)).map(({ type, data }) => [type, data])).toEqual([
      ['challenge.withdrawn', { id: open }],
    ]);
    await site.db.delete(challenges);
  });
});

describe('the calls', () => {
  const ask = async (method: string, path: string, body?: unknown, who = admin) => {
    const answer = await fetch(site.address + path, {
      method,
      headers: { ...who.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const json = z.looseObject({}).parse(await answer.json());
    return { status: answer.status, json };
  };

  it('make, change, test, renew and remove a webhook, and show the secret once', async () => {
    const made = await ask('POST', '/v1/webhooks', {
      name: 'Portal',
      url: receiver.url,
      events: ['entry.changed', 'entry.changed'],
      countries: ['PE'],
    });
    expect(made).toMatchObject({
      status: 201,
      json: { state: 'active', events: ['entry.changed'], sectors: [], version: 1, createdBy: 'Ada Admin' },
    });
    const { id, secret } = z.object({ id: z.string(), secret: z.string() }).parse(made.json);
    const path = `/v1/webhooks/${id}`;
    expect((await ask('POST', `${path}/test`)).status).toBe(202);
    expect((await told(id)).map(({ type }) => type)).toEqual(['test']);
    const log = await ask('GET', `${path}/deliveries?limit=1`);
    expect(log.json).toMatchObject({
      deliveries: [
        { event: 'test', state: 'delivered', attempts: [{ status: 204, text: 'Taken, HTTP 204' }] },
      ],
    });
    const { deliveries } = z.object({ deliveries: z.array(z.object({ id: z.string() })) }).parse(log.json);
    expect((await ask('POST', `${path}/deliveries/${deliveries[0]?.id}/send`)).status).toBe(202);
    expect((await ask('POST', `${path}/deliveries/wm-none/send`)).status).toBe(404);
    const renewed = await ask('POST', `${path}/secret`, { overlapHours: 2 });
    expect(renewed.json.secret).not.toBe(secret);
    expect((await ask('PATCH', path, { version: 1, name: 'Other' })).status).toBe(409);
    const paused = await ask('PATCH', path, { version: 2, state: 'paused' });
    expect(paused.json).toMatchObject({ state: 'paused', pauseReason: 'admin', version: 3 });
    expect((await ask('POST', `${path}/test`)).status).toBe(409);
    const list = await ask('GET', '/v1/webhooks');
    expect(list.json).toMatchObject({ webhooks: [{ id, name: 'Portal', countries: ['PE'] }] });
    expect(JSON.stringify([list, await ask('GET', path)])).not.toContain('whsec_');
    expect(await ask('DELETE', path)).toMatchObject({ status: 200, json: { done: true } });
    expect((await ask('GET', path)).status).toBe(404);
  });

  it.each([
    [{ url: 'ftp://example.org/' }, 'url'],
    [{ url: 'https://192.168.1.1/' }, 'url'],
    [{ events: [] }, 'events'],
    [{ events: ['mail.sent'] }, 'events[0]'],
    [{ countries: ['XX'] }, 'countries[0]'],
    [{ sectors: ['magic'] }, 'sectors[0]'],
    [{ secret: 'whsec_mine' }, 'secret'],
  ])('refuse %j', async (changes, field) => {
    const body = { name: 'Portal', url: receiver.url, events: ['entry.changed'], ...changes };
    const { status, json } = await ask('POST', '/v1/webhooks', body);
    expect([status, JSON.stringify(json.errors)]).toEqual([
      400,
      expect.stringContaining(field.split('[')[0] ?? ''),
    ]);
  });

  it('are described, with every message under `webhooks`, in a document without fault', async () => {
    const document = z
      .looseObject({ webhooks: z.record(z.string(), z.unknown()) })
      .parse(await (await fetch(`${site.address}/openapi.json`)).json());
    expect(Object.keys(document.webhooks)).toEqual([
      'challenge.published',
      'challenge.withdrawn',
      'entry.published',
      'entry.changed',
      'entry.withdrawn',
    ]);
    expect(JSON.stringify(document.webhooks['entry.changed'])).toContain('webhook-signature');
    expect(await lint(document)).toEqual([]);
  });
});

it('the receiver of the docs takes what is genuine once, and nothing that is forged, old or said again', async () => {
  const code = /```js\n(.*?)```/s.exec(await readFile(DOCS, 'utf8'))?.[1] ?? '';
  const secret = newSigningSecret();
  const port = await freePort();
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, WEBHOOK_SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const said: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
    const url = `http://127.0.0.1:${port}/`;
    await until(() =>
      fetch(url, { method: 'POST' }).then(
        () => true,
        () => false,
      ),
    );
    const { id: hook, secret: given } = await site.features.webhooks.create(
      { name: 'Docs', url: receiver.url, events: ['entry.published'], sectors: [], countries: [] },
      ADMIN,
    );
    await site.store.save([caseStudyEntry('cs-for-the-docs')]);
    await told(hook);
    const [real] = receiver.got;
    expect(given).not.toBe(secret);
    const post = async (body: string, headers: Record<string, string>) =>
      (await fetch(url, { method: 'POST', body, headers })).status;
    // The genuine text, under the secret that this receiver has.
    const body = real?.body ?? '';
    const genuine = signMessage({ id: 'wm-genuine', at: new Date(), body }, [secret]);
    expect(await post(genuine.body, genuine.headers)).toBe(204);
    expect(await post(genuine.body, genuine.headers)).toBe(204);
    const old = signMessage({ id: 'wm-old', at: new Date(Date.now() - 301_000), body }, [secret]);
    expect(await post(old.body, old.headers)).toBe(400);
    expect(await post(body, real?.headers ?? {})).toBe(400);
    expect(await post(genuine.body.replace('cs-', 'cx-'), genuine.headers)).toBe(400);
    expect(await post(genuine.body, { ...genuine.headers, 'webhook-id': 'wm-fresh' })).toBe(400);
    expect(said).toEqual(['entry.published cs-for-the-docs']);
  } finally {
    child.kill();
  }
});
