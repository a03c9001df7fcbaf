import { setTimeout as pause } from 'node:timers/promises';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { dayOf } from '../../catalogue/freshness.js';
import { entries, entryLinks } from '../../db/schema.js';
import type { Database } from '../../db/types.js';
import { checkLink, type LinkRequestOptions, type LinkResult } from './request.js';
import { isDue, nextState } from './state.js';

export interface LinkCheckDeps {
  db: Database;
  now: () => Date;
  /** Ends a run early: what was found by then is kept. */
  signal?: AbortSignal | undefined;
  request?: LinkRequestOptions;
  /** Milliseconds between two requests to one host; default 1,000. */
  hostPauseMs?: number;
}

/** Links of one run, and how many hosts are asked at once. */
const MOST = 400;
const LANES = 4;
/** No new link is begun after so long: the clock's other tasks wait. */
const RUN_MS = 5 * 60_000;
/** Links that worked last time, asked when nothing answers: are we connected at all? */
const CONTROLS = 3;
const FIELDS = ['sourceUrl', 'website'] as const;

interface Link {
  entryId: string;
  field: (typeof FIELDS)[number];
  url: string;
}
type Known = typeof entryLinks.$inferSelect;

/**
 * Checks links of published entries whose turn it is, one at a time for each host. Failures to reach anything count
 * only when something else answers: else the fault is ours.
 * @returns how many were checked.
 */
export async function checkLinks(deps: LinkCheckDeps): Promise<number> {
  const now = deps.now();
  const known = await knownLinks(deps.db);
  const due = (await linksOf(deps.db)).filter((link) => {
    const held = known.get(keyOf(link));
    return held === undefined || held.url !== link.url || isDue(held, now);
  });
  const waiting = (link: Link) => known.get(keyOf(link))?.checkedAt.getTime() ?? 0;
  const chosen = due.sort((a, b) => waiting(a) - waiting(b)).slice(0, MOST);
  const unreached: { link: Link; result: LinkResult }[] = [];
  let checked = 0;
  let connected = false;
  await askAll(deps, chosen, async (link, result) => {
    if (result.kind === 'unreachable') return void unreached.push({ link, result });
    if (result.kind !== 'refused') connected = true;
    await keep(deps.db, link, result, now);
    checked += 1;
  });
  if (unreached.length === 0 || deps.signal?.aborted === true) return checked;
  if (!connected && !(await anyAnswers(deps, [...known.values()], chosen))) return checked;
  for (const { link, result } of unreached) await keep(deps.db, link, result, now);
  return checked + unreached.length;
}

const keyOf = ({ entryId, field }: Pick<Link, 'entryId' | 'field'>) => `${entryId} ${field}`;

async function knownLinks(db: Database): Promise<Map<string, Known>> {
  const rows = await db.select().from(entryLinks);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** The web addresses of published entries. */
async function linksOf(db: Database): Promise<Link[]> {
  const rows = await db
    .select({
      entryId: entries.id,
      sourceUrl: sql<string | null>`${entries.body} ->> 'sourceUrl'`,
      website: sql<string | null>`${entries.body} ->> 'website'`,
    })
    .from(entries)
    .where(eq(entries.status, 'published'))
    .orderBy(asc(entries.id));
  return rows.flatMap((row) =>
    FIELDS.flatMap((field): Link[] => {
      const url = row[field];
      return url === null ? [] : [{ entryId: row.entryId, field, url }];
    }),
  );
}

/** Asks each host's links one after the other, a few hosts at once. */
async function askAll(
  { signal, request, hostPauseMs = 1_000 }: LinkCheckDeps,
  links: readonly Link[],
  found: (link: Link, result: LinkResult) => Promise<void>,
): Promise<void> {
  const until = Date.now() + RUN_MS;
  const hosts = new Map<string, Link[]>();
  for (const link of links) {
    const host = URL.canParse(link.url) ? new URL(link.url).host : '';
    hosts.set(host, [...(hosts.get(host) ?? []), link]);
  }
  const queues = [...hosts.values()];
  let next = 0;
  const lane = async () => {
    for (let queue = queues[next++]; queue !== undefined; queue = queues[next++]) {
      for (const [index, link] of queue.entries()) {
        if (signal?.aborted === true || Date.now() > until) return;
        if (index > 0) await pause(hostPauseMs);
        const result = await checkLink(link.url, { ...request, signal }).catch(() => undefined);
        // Ended while it was asked: nothing is known of it.
        if (result !== undefined) await found(link, result);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Whether a link that worked last time, and is not one of these, answers now. */
async function anyAnswers(
  { request, signal }: LinkCheckDeps,
  known: readonly Known[],
  asked: readonly Link[],
): Promise<boolean> {
  const keys = new Set(asked.map(keyOf));
  const controls = known
    .filter((one) => one.state === 'works' && !keys.has(keyOf(one)))
    .sort((a, b) => (b.workedAt?.getTime() ?? 0) - (a.workedAt?.getTime() ?? 0))
    .slice(0, CONTROLS);
  for (const { url } of controls) {
    const result = await checkLink(url, { ...request, signal }).catch(() => undefined);
    if (result?.kind === 'works' || result?.kind === 'unclear' || result?.kind === 'broken') return true;
  }
  return false;
}

/** Keeps what was found, unless the entry has another address by now. */
async function keep(db: Database, link: Link, result: LinkResult, now: Date): Promise<void> {
  const { entryId, field, url } = link;
  await db.transaction(async (tx) => {
    const [entry] = await tx
      .select({ url: sql<string | null>`${entries.body} ->> ${field}::text` })
      .from(entries)
      .where(and(eq(entries.id, entryId), inArray(entries.status, ['published'])))
      .for('update');
    if (entry?.url !== url) return;
    const mine = and(eq(entryLinks.entryId, entryId), eq(entryLinks.field, field));
    const [before] = await tx.select().from(entryLinks).where(mine);
    const same = before?.url === url ? before : undefined;
    const set = {
      url,
      ...nextState(same, result, dayOf(now)),
      result: result.result,
      checkedAt: now,
      workedAt: result.kind === 'works' ? now : (same?.workedAt ?? null),
    };
    await tx
      .insert(entryLinks)
      .values({ entryId, field, ...set })
      .onConflictDoUpdate({ target: [entryLinks.entryId, entryLinks.field], set });
  });
}
