import { z } from 'zod';
import type { Asker } from '../../access.js';
import { DISCLOSURES } from '../../db/schema.js';

const level = z.enum(DISCLOSURES);
const words = (max: number) => z.string().trim().max(max, `must be ${max} characters at most`);

/** Body of `PUT /v1/review/challenges/{id}/disclosure`. */
export const disclosureSchema = z
  .strictObject({
    version: z.int().min(1).describe('Version of the challenge that it is based on'),
    shownTo: level.describe('Who may read it from now on: never more than the city agreed to'),
    title: words(200)
      .optional()
      .describe('The title as others read it; needed unless fewer may read it than now'),
    statement: words(10_000)
      .optional()
      .describe('The statement as others read it; needed unless fewer may read it than now'),
    keep: z
      .array(z.string().max(300))
      .max(100)
      .default([])
      .describe('Passages that look like personal data and are to stay, word for word'),
  })
  .meta({ id: 'DisclosureChange', description: 'How far a challenge is open, in redacted words' });
export type DisclosureChange = z.infer<typeof disclosureSchema>;

const finding = z.object({
  kind: z
    .enum(['mail-address', 'phone-number', 'bank-account', 'person-name'])
    .describe('What it looks like'),
  range: z.tuple([z.int(), z.int()]).describe('[start, end) in UTF-16 units'),
  text: z.string().describe('The words'),
});

/** Answer of `GET` and `PUT /v1/review/challenges/{id}/disclosure`. */
export const disclosureResponseSchema = z
  .object({
    id: z.string().describe('Id of the challenge'),
    version: z.int().describe('Row version'),
    language: z.string().describe('BCP 47 language of the statement'),
    agreed: level.describe('How far the city agreed that it may be read'),
    shownTo: level.describe('How far it is open'),
    over: z.boolean().describe('It was taken back or erased: it cannot be opened any more'),
    title: z.string().describe('The title in the words of the city'),
    statement: z.string().describe('The statement in the words of the city'),
    findings: z
      .object({ title: z.array(finding), statement: z.array(finding) })
      .describe('What in them looks like personal data; names that stand alone are not found'),
    redacted: z
      .object({ title: z.string(), statement: z.string() })
      .describe('The words for others: those in force, else a proposal without what was found'),
  })
  .meta({ id: 'Disclosure', description: 'How far a challenge is open to others, and in which words' });
export type Disclosure = z.infer<typeof disclosureResponseSchema>;

/** How far challenges are open to readers outside the secretariat. */
export interface DisclosureService {
  /** @throws AppError `not-found`. */
  read(id: string): Promise<Disclosure>;
  /**
   * Opens a challenge to more or fewer readers. More than now, or other words, only with both redacted texts, in
   * which all that looks like personal data is gone or named in `keep`. Fewer is always possible.
   * @throws AppError `not-found`; `bad-request` naming the field; `conflict` when somebody was faster or has it in
   * hand, and when the challenge is over.
   */
  change(id: string, change: DisclosureChange, asker: Asker): Promise<Disclosure>;
}
