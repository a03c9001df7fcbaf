import { and, desc, eq, getTableColumns, isNotNull, lt, ne, or, sql } from 'drizzle-orm';
import { type Asker, actorKey } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { csvTemplate } from '../catalogue/csv.js';
import { type ImportReport, importEntries } from '../catalogue/import.js';
import type { CatalogueStore } from '../catalogue/port.js';
import { imports } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import { CONTENT_DAYS, type Import, type ImportService, importReportSchema } from './contract.js';

type Held = typeof imports.$inferSelect;
/** A row without the file itself. */
type Row = Omit<Held, 'content'> & { runnable: boolean };

const DAY_MS = 86_400_000;
/** A run that has said nothing for so long was killed: a batch takes well under a second. */
const SILENT_MS = 60_000;
const ROW = (() => {
  const { content, ...rest } = getTableColumns(imports);
  return { ...rest, runnable: sql<boolean>`${content} is not null` };
})();

export interface ImportDeps {
  db: Database;
  store: CatalogueStore;
  /** Called after commits that wrote outbox rows. */
  nudge: () => void;
  now?: () => Date;
}

/** Uploads to the catalogue over the database. */
export function createImportService(deps: ImportDeps): ImportService {
  const { db, now = () => new Date() } = deps;
  const get = async (id: string): Promise<Import> => {
    const [row] = await db.select(ROW).from(imports).where(eq(imports.id, id));
    if (row === undefined) throw noImport();
    return shown(row, now());
  };
  return {
    async take({ name, format, content }, { dryRun }, asker) {
      const id = newId('im');
      const { actor } = asker;
      await db.insert(imports).values({
        ...{ id, name: name.slice(0, 200), format, content, size: content.length, dryRun },
        status: 'running',
        actor: actorKey(actor),
        actorName: actor.kind === 'person' ? actor.name : '',
        createdAt: now(),
        updatedAt: now(),
      });
      await work({ ...deps, now }, id, dryRun, asker);
      return get(id);
    },
    async run(id, asker) {
      await begin(db, id, now());
      await work({ ...deps, now }, id, false, asker);
      return get(id);
    },
    get,
    async list(limit) {
      const rows = await db.select(ROW).from(imports).orderBy(desc(imports.createdAt)).limit(limit);
      return rows.map((row) => shown({ ...row, report: null }, now()));
    },
    template: (kind) => Promise.resolve(csvTemplate(kind)),
    async forget(at) {
      const old = lt(imports.updatedAt, new Date(at.getTime() - CONTENT_DAYS * DAY_MS));
      const gone = await db
        .update(imports)
        .set({ content: null })
        .where(and(isNotNull(imports.content), old))
        .returning({ id: imports.id });
      return gone.length;
    },
  };
}

const noImport = () => new AppError('not-found', 'There is no import of this id');

/** Makes it run, unless it does or did. */
async function begin(db: Database, id: string, at: Date): Promise<void> {
  const silent = lt(imports.updatedAt, new Date(at.getTime() - SILENT_MS));
  const [begun] = await db
    .update(imports)
    .set({ status: 'running', dryRun: false, rowsRead: 0, rowsSaved: 0, updatedAt: at })
    .where(
      and(
        eq(imports.id, id),
        isNotNull(imports.content),
        ne(imports.status, 'done'),
        or(ne(imports.status, 'running'), silent),
      ),
    )
    .returning({ id: imports.id });
  if (begun !== undefined) return;
  const [row] = await db.select(ROW).from(imports).where(eq(imports.id, id));
  if (row === undefined) throw noImport();
  if (row.status === 'done') throw new AppError('conflict', 'This file is imported already');
  if (row.status === 'running') throw new AppError('conflict', 'This file is being imported now');
  throw new AppError('conflict', `The file was kept for ${CONTENT_DAYS} days only: upload it again`);
}

/** Looks the file through, or imports it; its row says how far that has come. */
async function work(
  { db, store, nudge, now }: ImportDeps & { now: () => Date },
  id: string,
  dryRun: boolean,
  asker: Asker,
): Promise<void> {
  const [held] = await db.select().from(imports).where(eq(imports.id, id));
  if (held?.content == null) throw noImport();
  const { name, format, content } = held;
  const update = (set: Partial<Held>) =>
    db
      .update(imports)
      .set({ ...set, updatedAt: now() })
      .where(eq(imports.id, id));
  try {
    const report = await importEntries({
      store,
      sources: [{ name, format, read: () => once(content) }],
      dryRun,
      async onProgress(rowsRead, rowsSaved) {
        if (!dryRun) nudge();
        await update({ rowsRead, rowsSaved });
      },
    });
    await db.transaction(async (tx) => {
      await tx
        .update(imports)
        .set({
          status: dryRun ? 'checked' : 'done',
          report: toReport(report),
          rowsRead: report.read,
          // What is in need not be kept twice.
          ...(!dryRun && { content: null, finishedAt: now() }),
          updatedAt: now(),
        })
        .where(eq(imports.id, id));
      const { read, created, updated, unchanged, refused } = report;
      await recordAudit(tx, {
        actor: asker.actor,
        action: dryRun ? 'catalogue.checked' : 'catalogue.imported',
        subject: { kind: 'import', id },
        after: { name, read, created, updated, unchanged, refused },
        requestId: asker.requestId,
      });
    });
  } catch (error) {
    await update({ status: 'failed' }).catch(() => undefined);
    throw error;
  }
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

/** The report without the file's name in each of its problems. */
function toReport({ rejected, warnings, ...counts }: ImportReport) {
  const short = (problems: ImportReport['rejected']) => problems.map(({ file: _, ...problem }) => problem);
  return { ...counts, rejected: short(rejected), warnings: short(warnings) };
}

function shown(row: Row, at: Date): Import {
  const { id, name, format, size, dryRun, status, rowsRead, rowsSaved, runnable, report, finishedAt } = row;
  const silent = at.getTime() - row.updatedAt.getTime() > SILENT_MS;
  return {
    ...{ id, name, format, size, dryRun, rowsRead, rowsSaved, runnable },
    status: status === 'running' && silent ? 'interrupted' : status,
    by: row.actorName,
    createdAt: row.createdAt.toISOString(),
    ...(finishedAt !== null && { finishedAt: finishedAt.toISOString() }),
    ...(report !== null && { report: importReportSchema.parse(report) }),
  };
}
