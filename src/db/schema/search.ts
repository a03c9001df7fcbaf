import { customType, index, text } from 'drizzle-orm/pg-core';
import { citymatch } from './base.js';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * Words and facets of published entries, for searches while the search engine is away. All of it can be made again
 * from the entries; it is kept only where an engine is set that can be away.
 */
export const searchWords = citymatch.table(
  'search_words',
  {
    id: text('id').primaryKey(),
    /** What it was made from, as the engine's documents have it. */
    revision: text('revision').notNull(),
    kind: text('kind', { enum: ['case-study', 'provider'] }).notNull(),
    language: text('language').notNull(),
    /** The title as lists are ordered by it. */
    titleKey: text('title_key').notNull(),
    sectors: text('sectors').array().notNull(),
    countries: text('countries').array().notNull(),
    sdgs: text('sdgs').array().notNull(),
    pathways: text('pathways').array().notNull(),
    regions: text('regions').array().notNull(),
    /** Stems as `src/text` makes them, by weight: those of the title are A, of the outcomes D. */
    words: tsvector('words').notNull(),
  },
  (table) => [index('search_words_words').using('gin', table.words)],
);
