import type { PGlite, Transaction } from '@electric-sql/pglite';
import { z } from 'zod';
import { type CopiedTable, type CopyingDatabase, type CopySession, copyTarget, quoted } from './copying.js';
import { openPgliteFolder } from './pglite.js';

const BLOCK_BYTES = 8_192;
/** About as much of a table is copied at a time, so that a server in this process does other things in between. */
const PIECE_BYTES = 2_097_152;

const sizeSchema = z.object({ blocks: z.coerce.number(), bytes: z.coerce.number() });

/** An open PGlite, which stays its owner's to close. */
export function copyingFromPglite(pglite: PGlite): CopyingDatabase {
  return {
    blocksOthers: true,
    snapshot: (work) =>
      pglite.transaction(async (tx) => {
        await tx.exec('set transaction isolation level repeatable read, read only');
        return work(sessionOf(tx));
      }),
    replacing: (work) => pglite.transaction((tx) => work(sessionOf(tx))),
    close: () => Promise.resolve(),
  };
}

/**
 * The database in `dataDir/db`, taken for this process alone, and made where there is none.
 * @throws AppError `misconfigured` when the data folder is in use, or the database cannot be opened.
 */
export async function openCopyingPglite(dataDir: string): Promise<CopyingDatabase> {
  const { pglite, close } = await openPgliteFolder(dataDir);
  return { ...copyingFromPglite(pglite), close };
}

function sessionOf(tx: Transaction): CopySession {
  const rows = async (statement: string): Promise<unknown[]> => (await tx.query(statement)).rows;
  return {
    rows,
    async run(statements) {
      await tx.exec(statements);
    },
    async *copyOut(table) {
      // Nobody else writes: the table has the same blocks until the end.
      const [row] = await rows(sizeOf(table));
      const { blocks, bytes } = sizeSchema.parse(row);
      const step = Math.max(1, Math.floor((blocks * PIECE_BYTES) / Math.max(bytes, BLOCK_BYTES)));
      for (let from = 0; from < blocks; from += step) {
        const names = table.columns.map(quoted).join(', ');
        const part = `ctid >= '(${from},0)'::tid and ctid < '(${from + step},0)'::tid`;
        const query = `select ${names} from citymatch.${quoted(table.name)} where ${part}`;
        const { blob } = await tx.query(`copy (${query}) to '/dev/blob'`);
        if (blob && blob.size > 0) yield new Uint8Array(await blob.arrayBuffer());
      }
    },
    async copyIn(table, bytes) {
      // A copy: what a Blob is made of may not be shared memory.
      const blob = new Blob([new Uint8Array(bytes)]);
      await tx.query(`copy ${copyTarget(table)} from '/dev/blob'`, [], { blob });
    },
  };
}

/** Blocks of the table itself, and bytes with its long values, which are kept apart (PostgreSQL manual, 9.28.7). */
function sizeOf({ name }: CopiedTable): string {
  const table = `'citymatch.${quoted(name).replaceAll("'", "''")}'`;
  return `select pg_relation_size(${table}) / ${BLOCK_BYTES} as blocks, pg_table_size(${table}) as bytes`;
}
