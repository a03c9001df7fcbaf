import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { disclosedTextOf } from '../challenges/disclosure.js';
import { challenges, entries, type SENT_EVENTS } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { isTold } from './tell.js';

const when = (what: string) => z.iso.datetime().describe(`${what}, ISO 8601 in UTC`);

/** An entry as a webhook tells of it; the rest is read from the API. */
export const toldEntrySchema = z
  .object({
    id: z.string().describe('Id of the entry'),
    kind: z.enum(['case-study', 'provider']).describe('Kind of entry'),
    title: z.string().describe('Title of a case study, name of a provider'),
    version: z.int().describe('Rises with every change: what has a lower one than you hold is older news'),
    changedAt: when('When it last changed'),
    url: z.string().describe('Its page; 404 once it is withdrawn'),
    api: z.string().describe('`GET` gives the whole entry; 404 once it is withdrawn'),
  })
  .meta({
    id: 'WebhookEntry',
    description: 'An entry of the catalogue that was published, changed or withdrawn',
  });

/** A challenge as a webhook tells of it: what its city agreed that anyone may read, in redacted words. */
export const toldChallengeSchema = z
  .object({
    id: z.string().describe('Id of the challenge'),
    title: z.string().describe('Its title, in redacted words'),
    statement: z.string().describe('Its statement, in redacted words'),
    language: z.string().describe('BCP 47 language of the words'),
    sectors: z.array(z.string()).describe('Ids of its sectors, as in GET /v1/taxonomy'),
    country: z.string().describe('ISO 3166-1 alpha-2 code of its country'),
    publishedAt: when('When its answer was published'),
  })
  .meta({ id: 'WebhookChallenge', description: 'A challenge that anyone may read' });

/** A challenge that nobody outside may read any more: its id alone. */
export const goneChallengeSchema = z
  .object({ id: z.string().describe('Id of the challenge: delete what you keep of it') })
  .meta({
    id: 'WebhookGoneChallenge',
    description: 'A challenge that was open to anyone and is not any more',
  });

type SentEvent = (typeof SENT_EVENTS)[number];
interface About {
  event: SentEvent;
  subjectId: string;
  occurredAt: Date;
}

/**
 * The text of a message, of what anyone may read at this moment.
 * @param siteUrl where people reach us, without a slash at the end.
 * @returns `undefined` where what it tells of is not so any more: then there is nothing to send.
 */
export async function messageOf(db: Database, about: About, siteUrl: string): Promise<string | undefined> {
  const data = await dataOf(db, about, siteUrl);
  if (data === undefined) return undefined;
  return JSON.stringify({ type: about.event, timestamp: about.occurredAt.toISOString(), data });
}

async function dataOf(db: Database, { event, subjectId }: About, siteUrl: string): Promise<unknown> {
  if (event === 'test') return { message: 'A test of this webhook' };
  if (event === 'challenge.published' || event === 'challenge.withdrawn') {
    return challengeData(db, subjectId, event === 'challenge.published');
  }
  const [row] = await db.select().from(entries).where(eq(entries.id, subjectId));
  if (row === undefined || (row.status === 'published') !== (event !== 'entry.withdrawn')) return undefined;
  const { id, kind, title, version, updatedAt } = row;
  const path = encodeURIComponent(id);
  return {
    ...{ id, kind, title, version },
    changedAt: updatedAt.toISOString(),
    url: `${siteUrl}/entries/${path}`,
    api: `${siteUrl}/v1/entries/${path}`,
  } satisfies z.infer<typeof toldEntrySchema>;
}

async function challengeData(db: Database, id: string, open: boolean): Promise<unknown> {
  const [row] = await db.select().from(challenges).where(eq(challenges.id, id));
  const told = row !== undefined && isTold(row);
  if (told !== open) return undefined;
  if (row === undefined || !told) return { id } satisfies z.infer<typeof goneChallengeSchema>;
  const { sectors, country, language, publishedAt } = row;
  const text = disclosedTextOf(row, 'public');
  if (text === undefined || publishedAt === null) return undefined;
  return {
    ...{ id, ...text, language, sectors, country },
    publishedAt: publishedAt.toISOString(),
  } satisfies z.infer<typeof toldChallengeSchema>;
}
