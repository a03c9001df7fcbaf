/** A table of the schema `citymatch`, and the columns that a copy of it has, in their order. */
export interface CopiedTable {
  name: string;
  columns: readonly string[];
}

/** One transaction in which whole tables are copied, in PostgreSQL's own text format. */
export interface CopySession {
  /** Rows of one statement. */
  rows(statement: string): Promise<unknown[]>;
  /** Runs statements, one after the other. */
  run(statements: string): Promise<void>;
  /** The rows of a table, in pieces of any size. */
  copyOut(table: CopiedTable): AsyncIterable<Uint8Array>;
  /** Adds rows to a table; each must be whole. */
  copyIn(table: CopiedTable, rows: Uint8Array): Promise<void>;
}

/** A database as backups take it: nothing is migrated when it is opened. */
export interface CopyingDatabase {
  /** Whether nobody else can use the database as long as a snapshot is taken. */
  readonly blocksOthers: boolean;
  /** Reads in one transaction that sees the database as it was at one moment, whatever others write meanwhile. */
  snapshot<T>(work: (session: CopySession) => Promise<T>): Promise<T>;
  /**
   * Writes in one transaction: all of it is done, or nothing. No server can start on the database meanwhile.
   * @throws AppError `conflict` when a server runs on it.
   */
  replacing<T>(work: (session: CopySession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The migrations of this program, for a transaction that is not the migrator's own. */
export interface MigrationSteps {
  /** What names each: when it was made, in milliseconds since 1970; oldest first. */
  known: readonly number[];
  /** Makes the schema anew, and applies the first migrations, up to this one. */
  begin(session: CopySession, upTo: number): Promise<void>;
  /** Applies those after this one. */
  finish(session: CopySession, after: number): Promise<void>;
}

/** Table and columns as COPY takes them. */
export function copyTarget({ name, columns }: CopiedTable): string {
  return `citymatch.${quoted(name)} (${columns.map(quoted).join(', ')})`;
}

/** A name of a table, column or constraint, as SQL takes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
