import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.js';

const EVERY_MS = 300;
/** An entry is added after so many changes. */
const ADD_EVERY = 5;
const recordSchema = z.object({ id: z.string(), version: z.int() });

/** A text that was sent for an entry. */
export interface Change {
  text: string;
  /** Version of the entry with it; absent: nobody said that it was taken. */
  acknowledged?: number;
}

/** An entry and what was sent for it, in order. */
export interface EditedEntry {
  id: string;
  /** Whether it was added by the drill. */
  added: boolean;
  changes: Change[];
}

export interface Edits {
  /** Entries of which a change was sent; grows. */
  entries: EditedEntry[];
  /** Titles of entries that were to be added, with the id where that was acknowledged; grows. */
  additions: { title: string; id: string | undefined }[];
  done: Promise<void>;
}

/** A word that no other text has, so that it finds this one. */
function wordOf(number: number): string {
  return Array.from(String(number * 7_919 + 104_729), (digit) => 'bdfgklmnrt'[Number(digit)]).join('a');
}

/** What a changed entry says. @returns the text, which begins with a word of its own. */
const textOf = (number: number) =>
  `${wordOf(number)} ${number}: a square in the middle of the town takes in the rain of a heavy shower.`;

/** The word by which a text is found. */
export function findable(text: string): string {
  return text.split(' ', 1)[0] ?? '';
}

/**
 * Changes entries and adds some, one after another, published at once, until it is told to stop. Each change of an
 * entry names the version that was seen last.
 * @param ids case studies to change.
 */
export function edit(
  client: Client,
  headers: Readonly<Record<string, string>>,
  ids: readonly string[],
  signal: AbortSignal,
): Edits {
  const entries: EditedEntry[] = ids.map((id) => ({ id, added: false, changes: [] }));
  const additions: Edits['additions'] = [];
  const seen = new Map<string, number>();
  let number = 0;

  async function change(entry: EditedEntry): Promise<void> {
    const version = seen.get(entry.id) ?? (await look(entry.id));
    if (version === undefined) return;
    number += 1;
    const sent: Change = { text: textOf(number) };
    entry.changes.push(sent);
    const body = { version, entry: { summary: sent.text }, publish: true };
    const answer = await client.send('edit', 'PATCH', `/v1/entries/${entry.id}`, { headers, body });
    const parsed = recordSchema.safeParse(answer.body);
    seen.delete(entry.id);
    if (answer.status !== 200 || !parsed.success) return;
    sent.acknowledged = parsed.data.version;
    seen.set(entry.id, parsed.data.version);
  }

  async function look(id: string): Promise<number | undefined> {
    const answer = await client.send('look', 'GET', `/v1/entries/${id}/record`, { headers });
    const parsed = recordSchema.safeParse(answer.body);
    return answer.status === 200 && parsed.success ? parsed.data.version : undefined;
  }

  async function add(): Promise<void> {
    number += 1;
    const addition: Edits['additions'][number] = { title: `A drill of ${wordOf(number)}`, id: undefined };
    additions.push(addition);
    const text = textOf(number);
    const body = {
      kind: 'case-study',
      publish: true,
      entry: { ...NEW, title: addition.title, summary: text },
    };
    const answer = await client.send('add', 'POST', '/v1/entries', { headers, body });
    const parsed = recordSchema.safeParse(answer.body);
    if (answer.status !== 201 || !parsed.success) return;
    addition.id = parsed.data.id;
    const { id, version } = parsed.data;
    seen.set(id, version);
    entries.push({ id, added: true, changes: [{ text, acknowledged: version }] });
  }

  const run = async () => {
    for (let turn = 0; !signal.aborted; turn++) {
      const entry = entries[turn % entries.length];
      if (turn % ADD_EVERY === 0 || entry === undefined) await add();
      else await change(entry);
      await pause(EVERY_MS);
    }
  };
  return { entries, additions, done: run() };
}

const NEW = {
  challenge: 'Sewers overflow in heavy showers.',
  solution: 'A sunken square holds the rain.',
  outcomes: '',
  city: 'Rotterdam',
  country: 'NL',
  population: 650_000,
  year: 2013,
  sdgs: [11],
  pathways: ['resilient'],
  measures: ['water square'],
  costBand: 'medium',
  providers: [],
  sourceUrl: null,
  sectors: ['flooding-stormwater'],
  verified: false,
  language: 'en',
};
