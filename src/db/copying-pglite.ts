import type { PGlite, Transaction } from '@electric-sql/pglite';
import { queriesOfPieces } from './copy-pieces.js';
import { type CopyingDatabase, type CopySession, copyTarget } from './copying.js';
import { openPgliteFolder } from './pglite.js';

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
      for await (const query of queriesOfPieces({ rows }, table)) {
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
