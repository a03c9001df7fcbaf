import { and, asc, desc, eq, gt, lt, type SQL } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { audit } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { recordAudit } from './record.js';

export interface AuditFilter {
  /** What was done, as `challenge.published`. */
  action?: string | undefined;
  challengeId?: string | undefined;
  /** Part of an actor's key, as `person:ID`. */
  actor?: string | undefined;
  /** Only what came before this id: the next page. */
  before?: number | undefined;
}

/** One thing that was done. */
export interface AuditRow {
  id: number;
  at: Date;
  actor: string;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  challengeId: string | null;
  before: unknown;
  after: unknown;
  requestId: string | null;
}

/** The record, for who may read it. */
export interface AuditService {
  /** Newest first. */
  list(filter: AuditFilter, limit: number): Promise<AuditRow[]>;
  /** The whole record as CSV (RFC 4180), in order, in parts; the export itself stands in the record. */
  csv(asker: Asker): AsyncIterable<string>;
}

/** Rows of one part of an export. */
const BATCH = 500;
const COLUMNS = [
  'id',
  'at',
  'actor',
  'actorName',
  'action',
  'subjectKind',
  'subjectId',
  'challengeId',
  'before',
  'after',
  'requestId',
] as const;

/** The record in the database. */
export function createAuditService({ db }: { db: Database }): AuditService {
  return {
    list: ({ action, challengeId, actor, before }, limit) => {
      const filter: (SQL | undefined)[] = [
        action === undefined ? undefined : eq(audit.action, action),
        challengeId === undefined ? undefined : eq(audit.challengeId, challengeId),
        actor === undefined ? undefined : eq(audit.actor, actor),
        before === undefined ? undefined : lt(audit.id, before),
      ];
      return db
        .select()
        .from(audit)
        .where(and(...filter))
        .orderBy(desc(audit.id))
        .limit(limit);
    },
    async *csv({ actor, requestId }) {
      await recordAudit(db, {
        actor,
        action: 'record.exported',
        subject: { kind: 'record', id: 'all' },
        requestId,
      });
      yield `${COLUMNS.join(',')}\r\n`;
      for (let last = 0; ; ) {
        const rows = await db
          .select()
          .from(audit)
          .where(gt(audit.id, last))
          .orderBy(asc(audit.id))
          .limit(BATCH);
        if (rows.length > 0)
          yield rows.map((row) => `${COLUMNS.map((name) => cell(row[name])).join(',')}\r\n`).join('');
        const end = rows.at(-1);
        if (end === undefined || rows.length < BATCH) return;
        last = end.id;
      }
    },
  };
}

/** A cell of CSV. What a spreadsheet would take for a formula is kept from it (OWASP, CSV Injection). */
export function cell(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : value instanceof Date
        ? value.toISOString()
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
