import { and, eq } from 'drizzle-orm';
import { Webhook as StandardWebhook, WebhookVerificationError } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { audit, mails, outbox, webhookAttempts, webhookDeliveries, webhooks } from '../../src/db/schema.js';
import type { WebhookWithSecret } from '../../src/webhooks/contract.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { seedPeople } from '../helpers/challenges.js';
import { openTestDatabase } from '../helpers/database.js';
import { answerWith, type Received, type Receiver, startReceiver } from '../helpers/receiver.js';
import { ADMIN, forEntries, testWebhooks } from '../helpers/webhooks.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let database: DatabaseHandle;
let receiver: Receiver;
/** The clock of the test. */
let now: Date;
let service: ReturnType<typeof testWebhooks>;
let store: ReturnType<typeof createCatalogueStore>;
beforeAll(async () => {
  database = await openTestDatabase();
  store = createCatalogueStore(database.db);
  await seedPeople(database.db, 2, 'admin');
});
afterAll(() => database?.close());
beforeEach(async () => {
  receiver = await startReceiver();
  now = new Date();
  service = testWebhooks(database.db, { now: () => now, random: () => 0.5 });
});
afterEach(async () => {
  await receiver.stop();
  for (const one of await service.list()) await service.remove(one.id, ADMIN);
  await database.db.delete(outbox);
  await database.db.delete(mails);
});

let count = 0;
/** A new id of a case study. */
const newEntry = () => `cs-hook-${++count}`;
const add = (changes = {}): Promise<WebhookWithSecret> =>
  service.create(forEntries(receiver.url, changes), ADMIN);
const statesOf = async (id: string) =>
  (await service.deliveries(id, { limit: 100 })).deliveries.map(({ event, subject, state, attempts }) => ({
    event,
    subject,
    state,
    texts: attempts.map(({ text }) => text),
  }));

describe('a message', () => {
  it('is signed so that a receiver not written by us takes it, and no other text, secret or time', async () => {
    const hook = await add();
    const id = newEntry();
    await store.save([caseStudyEntry(id)]);
    await service.deliver(hook.id);
    const [message] = receiver.got;
    if (message === undefined) throw new Error('nothing came');
    expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const other = await add();
    const told = new StandardWebhook(hook.secret).verify(message.body, message.headers);
    expect(told).toEqual({
      type: 'entry.published',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        id,
        kind: 'case-study',
        title: 'A square that stores rain',
        version: 1,
        changedAt: expect.stringMatching(/Z$/),
        url: `https://match.test/entries/${id}`,
        api: `https://match.test/v1/entries/${id}`,
      },
    });
    const refused = (secret: string, body: string, headers: Record<string, string>) =>
      expect(() => new StandardWebhook(secret).verify(body, headers)).toThrow(WebhookVerificationError);
    refused(other.secret, message.body, message.headers);
    refused(hook.secret, `${message.body} `, message.headers);
    refused(hook.secret, message.body, { ...message.headers, 'webhook-id': 'wm-another' });
    const late = String(Math.floor(Date.now() / 1000) - 6 * 60);
    refused(hook.secret, message.body, { ...message.headers, 'webhook-timestamp': late });
  });

  it('sent again long after is refused by its age', async () => {
    const hook = await add();
    now = new Date(Date.now() - 6 * MINUTE);
    await service.test(hook.id, ADMIN);
    await service.deliver(hook.id);
    const [message] = receiver.got;
    expect(() =>
      new StandardWebhook(hook.secret).verify(message?.body ?? '', message?.headers ?? {}),
    ).toThrow('Message timestamp too old');
  });

  it('carries two signatures while an old secret still holds, and one after', async () => {
    const hook = await add();
    const renewed = await service.rotate(hook.id, 1, ADMIN);
    const verifies = async (secret: string) => {
      await service.test(hook.id, ADMIN);
      await service.deliver(hook.id);
      const { body = '', headers = {} }: Partial<Received> = receiver.got.at(-1) ?? {};
      const opened = () => new StandardWebhook(secret).verify(body, headers);
      return { signatures: headers['webhook-signature']?.split(' ').length, opened };
    };
    for (const secret of [hook.secret, renewed.secret]) {
      const { signatures, opened } = await verifies(secret);
      expect(signatures).toBe(2);
      expect(opened()).toMatchObject({ type: 'test' });
    }
    expect((await service.get(hook.id)).oldSecretUntil).toBe(new Date(now.getTime() + HOUR).toISOString());
    await service.rotate(hook.id, 0, ADMIN);
    const { signatures, opened } = await verifies(renewed.secret);
    expect(signatures).toBe(1);
    expect(opened).toThrow(WebhookVerificationError);
  });

  it('tells of what is published, changed and withdrawn, within the filters, and of what leaves them', async () => {
    const all = await add();
    const peru = await add({ countries: ['PE'], sectors: ['flooding-stormwater'] });
    const gone = await add({ events: ['entry.withdrawn'] });
    const id = newEntry();
    const deliver = async () => {
      const got = [];
      for (const { id: hook } of [all, peru, gone]) {
        receiver.got.length = 0;
        await service.deliver(hook);
        got.push(receiver.got.map(({ body }) => (JSON.parse(body) as { type: string }).type));
      }
      return got;
    };
    await store.save([caseStudyEntry(id, { country: 'PE' }), caseStudyEntry(newEntry())]);
    expect(await deliver()).toEqual([['entry.published', 'entry.published'], ['entry.published'], []]);
    // Nothing has changed.
    await store.save([caseStudyEntry(id, { country: 'PE' })]);
    expect(await deliver()).toEqual([[], [], []]);
    await store.save([caseStudyEntry(id, { country: 'BO' })]);
    expect(await deliver()).toEqual([['entry.changed'], ['entry.changed'], []]);
    await store.save([caseStudyEntry(id, { country: 'BO', year: 1999 })]);
    expect(await deliver()).toEqual([['entry.changed'], [], []]);
    await store.archive(id);
    expect(await deliver()).toEqual([['entry.withdrawn'], [], ['entry.withdrawn']]);
    await store.save([caseStudyEntry(id, { country: 'PE' })]);
    expect(await deliver()).toEqual([['entry.published'], ['entry.published'], []]);
  });

  it('is one for several quick changes of one entry, and none for what is not so any more', async () => {
    const hook = await add();
    const [kept, gone] = [newEntry(), newEntry()];
    for (const year of [2001, 2002, 2003]) {
      await store.save([caseStudyEntry(kept, { year }), caseStudyEntry(gone, { year })]);
    }
    await store.archive(gone);
    expect(await statesOf(hook.id)).toMatchObject([
      { event: 'entry.withdrawn', subject: gone },
      { event: 'entry.published', subject: kept },
    ]);
    await store.save([caseStudyEntry(gone)]);
    await database.db
      .update(webhookDeliveries)
      .set({ event: 'entry.withdrawn' })
      .where(eq(webhookDeliveries.subjectId, gone));
    await service.deliver(hook.id);
    expect(receiver.got.map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id)).toEqual([
      kept,
    ]);
    expect((await statesOf(hook.id)).map(({ state }) => state)).toEqual(['dropped', 'delivered']);
  });

  it('is not written where the change itself is not, nor while a webhook is paused', async () => {
    const hook = await add();
    const id = newEntry();
    await expect(
      database.db.transaction(async (tx) => {
        await createCatalogueStore(tx).save([caseStudyEntry(id)]);
        throw new Error('broken off');
      }),
    ).rejects.toThrow('broken off');
    expect(await statesOf(hook.id)).toEqual([]);
    await service.change(hook.id, { version: 1, state: 'paused' }, ADMIN);
    await store.save([caseStudyEntry(id)]);
    expect(await statesOf(hook.id)).toEqual([]);
    expect(await service.deliver(hook.id)).toBeUndefined();
    await expect(service.test(hook.id, ADMIN)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a receiver that fails', () => {
  /** Tries until nothing is to be tried any more; gives the hours from one attempt to the next. */
  async function tryOut(id: string): Promise<number[]> {
    const waits: number[] = [];
    for (let next = await service.deliver(id); next !== undefined; next = await service.deliver(id)) {
      waits.push((next.getTime() - now.getTime()) / HOUR);
      now = next;
    }
    return waits;
  }

  it('is tried again at growing intervals for a day, always with the same id, then no more', async () => {
    const hook = await add();
    receiver.answers(answerWith(500));
    await service.test(hook.id, ADMIN);
    const waits = await tryOut(hook.id);
    expect(waits.slice(0, 4)).toEqual([15, 45, 135, 405].map((seconds) => seconds / 3_600));
    expect(Math.max(...waits)).toBe(4);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeCloseTo(24.55, 1);
    expect(receiver.got).toHaveLength(13);
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(1);
    expect(await statesOf(hook.id)).toEqual([
      {
        event: 'test',
        subject: receiver.got[0]?.id,
        state: 'failed',
        texts: Array.from({ length: 13 }, () => 'Refused, HTTP 500'),
      },
    ]);
    expect((await service.get(hook.id)).state).toBe('active');
  });

  it('is waited for as long as it asks, at most a day', async () => {
    const hook = await add();
    const waits = [];
    for (const asked of ['7200', new Date(now.getTime() + 3 * HOUR).toUTCString(), '999999', 'soon']) {
      receiver.answers(answerWith(503, { 'retry-after': asked }));
      await service.test(hook.id, ADMIN);
      const next = await service.deliver(hook.id);
      waits.push(Math.round(((next?.getTime() ?? 0) - now.getTime()) / MINUTE));
      await database.db.delete(webhookDeliveries);
      await database.db.update(webhooks).set({ waitUntil: null, failures: 0 });
    }
    expect(waits).toEqual([120, 180, 1440, 0]);
  });

  it('holds up no other message where it dislikes one, and all of them where it is away', async () => {
    const hook = await add();
    const ids = [newEntry(), newEntry(), newEntry(), newEntry(), newEntry(), newEntry()];
    const [disliked = ''] = ids;
    receiver.answers(({ body }, res) => {
      answerWith(body.includes(disliked) ? 400 : 200)({ id: '', headers: {}, body, at: 0 }, res);
    });
    for (const id of ids) await store.save([caseStudyEntry(id)]);
    await service.deliver(hook.id);
    expect(receiver.got).toHaveLength(6);
    expect((await statesOf(hook.id)).filter(({ state }) => state === 'waiting')).toHaveLength(1);

    await store.save(ids.map((id) => caseStudyEntry(id, { year: 1990 })));
    receiver.answers((_message, res) => void res.destroy());
    receiver.got.length = 0;
    await service.deliver(hook.id);
    expect(receiver.got).toHaveLength(1);
    expect((await statesOf(hook.id)).flatMap(({ texts }) => texts)).toContain(
      'The connection broke before there was an answer',
    );
    // Nor is it asked before its time, whatever else comes up.
    await store.save([caseStudyEntry(newEntry())]);
    await service.deliver(hook.id);
    expect(receiver.got).toHaveLength(1);
    receiver.answers(answerWith(200));
    now = new Date(now.getTime() + MINUTE);
    await service.deliver(hook.id);
    expect((await statesOf(hook.id)).filter(({ state }) => state === 'waiting')).toEqual([]);
  });

  it('is paused at 410, and after three days of nothing but failures; admins are told once', async () => {
    const hook = await add();
    receiver.answers(answerWith(410));
    await service.test(hook.id, ADMIN);
    expect(await service.deliver(hook.id)).toBeUndefined();
    const gone = await service.get(hook.id);
    expect(gone).toMatchObject({ state: 'paused', pauseReason: 'gone', waiting: 0 });
    await service.change(hook.id, { version: gone.version, state: 'active' }, ADMIN);

    receiver.answers(answerWith(500));
    for (let day = 0; day < 4; day += 1) {
      const { state } = await service.get(hook.id);
      expect(state).toBe(day < 3 ? 'active' : 'paused');
      if (state === 'active') await service.test(hook.id, ADMIN);
      await tryOut(hook.id);
    }
    expect(await service.get(hook.id)).toMatchObject({ pauseReason: 'failing' });
    const sent = await database.db.select().from(mails).where(eq(mails.template, 'webhook-paused'));
    expect(sent.map(({ toName }) => toName).sort()).toEqual(['admin 1', 'admin 1', 'admin 2', 'admin 2']);
    expect(sent.map(({ text }) => /HTTP 410|3 days/.exec(text)?.[0]).sort()).toEqual([
      '3 days',
      '3 days',
      'HTTP 410',
      'HTTP 410',
    ]);
  });

  it('is not followed elsewhere, nor read to its end, nor waited for longer than the time allowed', async () => {
    service = testWebhooks(database.db, { now: () => now, sending: { timeoutMs: 300 } });
    const hook = await add();
    const tell = async () => {
      now = new Date(now.getTime() + 1_000);
      await service.test(hook.id, ADMIN);
      const started = Date.now();
      await service.deliver(hook.id);
      const [newest] = (await service.deliveries(hook.id, { limit: 1 })).deliveries;
      return { state: newest?.state, text: newest?.attempts.at(-1)?.text, took: Date.now() - started };
    };
    receiver.answers(answerWith(302, { location: receiver.url }));
    expect(await tell()).toMatchObject({
      state: 'waiting',
      text: 'It points to another address, which is not followed (HTTP 302)',
    });
    await database.db.delete(webhookDeliveries);
    let written = 0;
    receiver.answers((_message, res) => {
      res.writeHead(200);
      const more = (): void => {
        if (res.destroyed || written > 50_000_000) return;
        written += 16_384;
        res.write(Buffer.alloc(16_384), more);
      };
      more();
    });
    expect(await tell()).toMatchObject({ state: 'delivered', text: 'Taken, HTTP 200' });
    expect(written).toBeLessThan(10_000_000);
    receiver.answers((_message, res) => {
      res.writeHead(200).write('and then nothing more');
    });
    expect(await tell()).toMatchObject({ state: 'delivered' });
    receiver.answers(() => undefined);
    const hung = await tell();
    expect(hung).toMatchObject({ state: 'waiting', text: 'No answer within 10 seconds' });
    expect(hung.took).toBeLessThan(2_000);
  });
});

describe('what administrators do', () => {
  it('stands in the record, without the secret, which the database does not hold readable either', async () => {
    const hook = await add();
    const { secret } = await service.rotate(hook.id, 24, ADMIN);
    await service.change(hook.id, { version: 2, countries: ['PE'], state: 'paused' }, ADMIN);
    await expect(service.change(hook.id, { version: 2, countries: [] }, ADMIN)).rejects.toMatchObject({
      code: 'conflict',
    });
    await service.change(hook.id, { version: 3, state: 'active' }, ADMIN);
    await service.test(hook.id, ADMIN);
    await service.deliver(hook.id);
    await service.sendAgain(hook.id, receiver.got[0]?.id ?? '', ADMIN);
    await service.deliver(hook.id);
    expect(receiver.got.map(({ id }) => id)).toEqual([receiver.got[0]?.id, receiver.got[0]?.id]);
    const rows = await database.db
      .select()
      .from(audit)
      .where(and(eq(audit.subjectKind, 'webhook'), eq(audit.subjectId, hook.id)));
    expect(rows.map(({ action, actorName }) => [action, actorName])).toEqual(
      ['created', 'secret-renewed', 'changed', 'paused', 'resumed', 'tested', 'sent-again'].map((verb) => [
        `webhook.${verb}`,
        'Ada Admin',
      ]),
    );
    const everything = JSON.stringify([rows, await database.db.select().from(webhooks)]);
    for (const one of [secret, hook.secret]) expect(everything).not.toContain(one.slice(6, 30));
  });

  it('is told in words where AUTH_SECRET is another, and mended by a new secret', async () => {
    const hook = await add();
    const config = {
      authSecret: 'another secret of this test, long enough',
      publicUrl: undefined,
      host: '127.0.0.1',
      port: 3000,
      webhookNetworks: ['127.0.0.0/8'],
    };
    service = testWebhooks(database.db, { config });
    await service.test(hook.id, ADMIN);
    await service.deliver(hook.id);
    expect((await statesOf(hook.id))[0]?.texts[0]).toContain('The secret cannot be read');
    expect(receiver.got).toEqual([]);
    const { secret } = await service.rotate(hook.id, 24, ADMIN);
    await service.test(hook.id, ADMIN);
    await service.deliver(hook.id);
    const [message] = receiver.got;
    expect(new StandardWebhook(secret).verify(message?.body ?? '', message?.headers ?? {})).toBeDefined();
  });

  it('finds messages whose job was lost, and the log ends after 30 days', async () => {
    const hook = await add();
    await store.save([caseStudyEntry(newEntry())]);
    await database.db.delete(outbox);
    expect(await service.wake()).toBe(0);
    now = new Date(now.getTime() + 3 * MINUTE);
    expect(await service.wake()).toBe(1);
    expect(await database.db.select({ key: outbox.key }).from(outbox)).toEqual([{ key: hook.id }]);
    await service.deliver(hook.id);
    expect(await service.wake()).toBe(0);
    expect(await service.forget(new Date(Date.now() + 29 * 24 * HOUR))).toBe(0);
    expect(await database.db.$count(webhookAttempts)).toBe(1);
    expect(await service.forget(new Date(Date.now() + 31 * 24 * HOUR))).toBe(1);
    expect(await database.db.$count(webhookAttempts)).toBe(0);
  });
});
