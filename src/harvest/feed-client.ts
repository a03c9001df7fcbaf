import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Entry } from '../catalogue/entry.js';
import { readFields } from '../catalogue/row.js';
import type { FieldError } from '../errors.js';
import { type FetchOptions, fetchJson } from './fetch-json.js';

/** Changes asked for at a time: some MiB at most. */
const PAGE = 100;
/** How often a busy source is waited for in one page, and how long at most each time. */
const WAITS = 3;
const MOST_WAIT_SECONDS = 60;

/** A page of another site's feed; each change is read by itself. */
const pageSchema = z.object({
  changes: z.array(z.unknown()).max(1_000),
  cursor: z.string().min(1).max(500),
  more: z.boolean(),
});
const problemSchema = z.object({ errors: z.array(z.object({ path: z.string() })).optional() });

export type FeedPage =
  | { kind: 'page'; changes: unknown[]; cursor: string; more: boolean }
  /** The source does not know the cursor: its feed is to be read from the beginning. */
  | { kind: 'cursor-refused' }
  | { kind: 'failed'; why: string };

/** Reads what comes after a cursor. Never throws but for an abort. */
export async function readFeed(
  address: string,
  cursor: string | null,
  options: FetchOptions,
): Promise<FeedPage> {
  const query = new URLSearchParams({ limit: String(PAGE), ...(cursor !== null && { since: cursor }) });
  for (let waited = 0; ; waited += 1) {
    const answer = await fetchJson(`${address}/v1/changes?${query}`, options);
    if (answer.kind === 'failed') return answer;
    const { status, body, retryAfterSeconds } = answer;
    if ((status === 429 || status === 503) && waited < WAITS) {
      const seconds = Math.min(Math.max(retryAfterSeconds ?? 5, 1), MOST_WAIT_SECONDS);
      await sleep(seconds * 1_000, undefined, options.signal && { signal: options.signal });
      continue;
    }
    if (status === 400 && cursor !== null) {
      const errors = problemSchema.safeParse(body).data?.errors ?? [];
      if (errors.some(({ path }) => path === 'since')) return { kind: 'cursor-refused' };
    }
    if (status !== 200) return { kind: 'failed', why: String(status) };
    const page = pageSchema.safeParse(body);
    return page.success ? { kind: 'page', ...page.data } : { kind: 'failed', why: 'no-feed' };
  }
}

const noticeSchema = z.discriminatedUnion('change', [
  z.object({
    change: z.literal('published'),
    id: z.string().min(1).max(100),
    url: z.string().max(2_000).optional(),
    entry: z.record(z.string(), z.unknown()),
  }),
  z.object({ change: z.literal('withdrawn'), id: z.string().min(1).max(100) }),
]);

/** One change as it is understood here. */
export type TheirChange =
  | { kind: 'published'; id: string; address: string; entry: Entry }
  | { kind: 'withdrawn'; id: string }
  | { kind: 'refused'; id: string; problems: FieldError[] };

/** Makes sense of one change, or says field by field why that cannot be. Never throws. */
export function readChange(change: unknown, source: string): TheirChange {
  const notice = noticeSchema.safeParse(change);
  if (!notice.success) {
    const problems = notice.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return { kind: 'refused', id: idOf(change), problems };
  }
  const { data } = notice;
  if (data.change === 'withdrawn') return { kind: 'withdrawn', id: data.id };
  const row = readFields(data.entry);
  if ('problems' in row) return { kind: 'refused', id: data.id, problems: row.problems };
  if (row.entry.id !== data.id) {
    const problems = [{ path: 'id', message: 'must be the id of the change' }];
    return { kind: 'refused', id: data.id, problems };
  }
  return { kind: 'published', id: data.id, address: pageOf(data, source), entry: row.entry };
}

const idOf = (change: unknown) =>
  z.object({ id: z.string() }).safeParse(change).data?.id.replaceAll('\0', '').toWellFormed().slice(0, 100) ??
  '';

/** Its page there; an address of another site is not believed. */
function pageOf({ id, url }: { id: string; url?: string | undefined }, source: string): string {
  const own = url !== undefined && URL.canParse(url) && new URL(url).origin === new URL(source).origin;
  return own ? url : `${source}/entries/${encodeURIComponent(id)}`;
}
