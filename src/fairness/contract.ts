import { z } from 'zod';

/** An entry at its place in an answer, from 1. */
export interface Place {
  id: string;
  place: number;
}

/** Counts what answers show: entries, by day. */
export interface Exposure {
  /** Counts one answer. Never fails and waits for nothing; what there is no room for is not counted. */
  shown(places: readonly Place[]): void;
  /** Writes what was counted so far; what cannot be written is kept for the next time. Never fails. */
  flush(): Promise<void>;
  /** Writes what was counted, and ends. */
  close(): Promise<void>;
}

/** The results of an answer with their places. */
export function placesOf(results: readonly { id: string }[]): Place[] {
  return results.map(({ id }, index) => ({ id, place: index + 1 }));
}

/** How many published case studies prove a provider. */
export const PROVIDER_SIZES = ['none', '1', '2-4', '5+'] as const;

const share = z.number().min(0).max(1);
const count = z.int().min(0);

const groupSchema = z
  .object({
    key: z
      .string()
      .describe('What they have in common: a size, a kind, or a region (UN M49 code, or `other`)'),
    label: z.string().describe('The same in English'),
    entries: count.describe('Entries of the catalogue in this group'),
    shareOfCatalogue: share.describe('Their share of the entries that the table is about'),
    shown: count.describe('How often they were shown'),
    shareOfShown: share.describe('Their share of all that was shown of these entries; 0 where nothing was'),
    shareOfFirst: share.describe('Their share of the first three places; 0 where nothing was shown'),
    ratio: z
      .number()
      .min(0)
      .nullable()
      .describe('shareOfShown over shareOfCatalogue; null where nothing was shown'),
  })
  .meta({
    id: 'ExposureGroup',
    description: 'Entries that have something in common, and how often they were shown',
  });

export const fairnessReportSchema = z
  .object({
    from: z.iso.date().describe('First day (UTC)'),
    to: z.iso.date().describe('Last day (UTC)'),
    entries: count.describe('Published entries'),
    seen: count.describe('Of these, how many were shown at all'),
    shown: count.describe('How often entries were shown, all together'),
    providersBySize: z.array(groupSchema).describe('Providers by how many case studies prove them'),
    providersByKind: z.array(groupSchema).describe('Providers by what they are'),
    byRegion: z.array(groupSchema).describe('All entries by the UN M49 sub-region of their country'),
    mostShown: z
      .array(
        z.object({
          id: z.string().describe('Id of the entry'),
          title: z.string().describe('Its title, or the name of the provider'),
          kind: z.enum(['case-study', 'provider']).describe('What it is'),
          shown: count.describe('How often it was shown'),
          first: count.describe('How often it was among the first three'),
          share: share.describe('Its share of all that was shown'),
        }),
      )
      .describe('The ten shown most often'),
    topTenth: share.describe('Share of all that was shown that the most shown tenth of the entries had'),
    gini: share.describe(
      'Gini coefficient over all entries: 0 where all were shown alike, near 1 where few had everything',
    ),
  })
  .meta({ id: 'FairnessReport', description: 'What was shown, held against what the catalogue has' });

export type ExposureGroup = z.infer<typeof groupSchema>;
export type FairnessReport = z.infer<typeof fairnessReportSchema>;

/** Longest time that counts are kept, in days. */
export const KEPT_DAYS = 400;

/** What was shown in answers, for the secretariat. */
export interface FairnessService {
  /** Of the last days, today included. */
  report(days: number): Promise<FairnessReport>;
}
