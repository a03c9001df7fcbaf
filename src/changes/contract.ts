import { z } from 'zod';

/** Most changes of one answer. */
export const MOST_CHANGES = 200;

const about = {
  id: z.string().describe('Id of the entry: the same for ever'),
  kind: z.enum(['case-study', 'provider']).describe('Kind of entry'),
  at: z.iso.datetime().describe('When it changed, ISO 8601 in UTC'),
};

/** What became of one entry. */
export const changeSchema = z
  .discriminatedUnion('change', [
    z.object({
      change: z.literal('published').describe('It is in the catalogue, and says what `entry` says'),
      ...about,
      url: z.string().describe('Its page'),
      entry: z.record(z.string(), z.unknown()).describe('The whole entry, as an import takes it'),
    }),
    z.object({
      change: z.literal('withdrawn').describe('It is no longer in the catalogue'),
      ...about,
    }),
  ])
  .meta({ id: 'EntryChangeNotice', description: 'The last change of an entry' });
export type Change = z.infer<typeof changeSchema>;

/** Answer of `GET /v1/changes`. */
export const changesSchema = z
  .object({
    changes: z.array(changeSchema).describe('In the order of the feed; of each entry its last change'),
    cursor: z.string().describe('Give this as `since`, now or next week, for what comes after'),
    more: z.boolean().describe('Whether there is more to be read at once'),
  })
  .meta({ id: 'Changes', description: 'A part of the feed of changes' });
export type Changes = z.infer<typeof changesSchema>;

/** What harvesters read of the catalogue. */
export interface ChangeFeed {
  /**
   * Changes after a cursor; without one every published entry, then what changed meanwhile.
   * @throws AppError `bad-request` with the path `since` for a cursor that is not of this feed: begin anew without it.
   */
  read(since: string | undefined, limit: number): Promise<Changes>;
}
