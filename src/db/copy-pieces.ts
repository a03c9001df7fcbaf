import { z } from 'zod';
import { type CopiedTable, type CopySession, quoted } from './copying.js';

/** About as much of a table as is copied at a time. */
const PIECE_BYTES = 2_097_152;
/** The least that a row takes in a block: its header and its pointer (PostgreSQL manual, 65.6). */
const ROW_BYTES = 28;

const sizeSchema = z.tuple([
  z.object({ blocks: z.coerce.number(), bytes: z.coerce.number(), blockBytes: z.coerce.number() }),
]);

/**
 * Queries that together give each row of a table once, in a transaction whose snapshot is taken: by the place where
 * rows lie (`ctid`), so that each piece is read straight from there, and is small enough to be held in memory.
 */
export async function* queriesOfPieces(
  session: Pick<CopySession, 'rows'>,
  { name, columns }: CopiedTable,
): AsyncGenerator<string> {
  const table = `citymatch.${quoted(name)}`;
  const asText = `'${table.replaceAll("'", "''")}'`;
  // All rows that the snapshot sees lie in the blocks that are there by now. Long values lie apart, and count too.
  const [{ blocks, bytes, blockBytes }] = sizeSchema.parse(
    await session.rows(`select pg_relation_size(${asText}) / current_setting('block_size')::int as blocks,
      pg_table_size(${asText}) as bytes, current_setting('block_size') as "blockBytes"`),
  );
  const query = (from: string, to: string) =>
    `select ${columns.map(quoted).join(', ')} from ${table} where ctid >= '${from}'::tid and ctid < '${to}'::tid`;
  const step = Math.floor((blocks * PIECE_BYTES) / Math.max(bytes, 1));
  for (let block = 0; block < blocks; block += Math.max(1, step)) {
    if (step >= 1) yield query(`(${block},0)`, `(${block + step},0)`);
    // The rows of one block are too much already.
    else
      for (let row = 1; row <= blockBytes / ROW_BYTES; row++)
        yield query(`(${block},${row})`, `(${block},${row + 1})`);
  }
}
