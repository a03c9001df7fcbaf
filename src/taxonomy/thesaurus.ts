import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { sectorIds } from './sectors.js';

const conceptId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const language = z.string().regex(/^[a-z]{2,3}$/, 'must be a language code, such as "sw"');
const words = z.string().trim().min(1, 'must not be empty').max(80);

/**
 * One line of the thesaurus, after SKOS (W3C 2009): `label` is its prefLabel, `phrases` are altLabels,
 * `broader` its broader concepts. Languages are ISO 639 codes; English is always there.
 */
const conceptSchema = z.strictObject({
  id: conceptId,
  /** Sectors that the concept points to; none for a constraint, or for a subject the catalogue leaves out. */
  sectors: z.array(z.enum(sectorIds, 'must be one of the sectors')).max(4),
  /**
   * What is wrong, what is done about it, what it is about, what binds the city's hands; or a subject that the
   * catalogue does not cover.
   */
  kind: z.enum(['problem', 'measure', 'topic', 'constraint', 'outside']),
  /** The field's own name for it, for each language. */
  label: z.record(language, words).refine((label) => label.en !== undefined, 'needs the language "en"'),
  /** How people say it, for each language. */
  phrases: z.record(language, z.array(words).min(1, 'must not be empty')),
  broader: z.array(conceptId).optional(),
});

/** An urban challenge, answer, subject or constraint, with the words by which it is recognised. */
export type Concept = z.infer<typeof conceptSchema>;

/** A concept's label in a language (BCP 47), English where it has no other. */
export function conceptLabel({ id, label }: Pick<Concept, 'id' | 'label'>, language = 'en'): string {
  return label[language.split('-')[0] ?? 'en'] ?? label.en ?? id;
}

/**
 * Reads a thesaurus in JSON Lines; blank lines are skipped.
 * @throws AppError `misconfigured`, naming file and line, where the file cannot be read, a line is no concept,
 * an id comes twice or a broader concept is missing.
 */
export async function loadThesaurus(file: string): Promise<Concept[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('misconfigured', `The thesaurus ${file} cannot be read`, { cause });
  }
  const lineOf = new Map<string, number>();
  const concepts = text.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === '') return [];
    const concept = parseConcept(line, `${file}, line ${at + 1}`);
    const earlier = lineOf.get(concept.id);
    if (earlier !== undefined)
      throw new AppError(
        'misconfigured',
        `${file}, line ${at + 1}: id "${concept.id}" stands on line ${earlier} already`,
      );
    lineOf.set(concept.id, at + 1);
    return [concept];
  });
  for (const { id, broader = [] } of concepts) {
    const missing = broader.find((one) => !lineOf.has(one));
    if (missing !== undefined)
      throw new AppError(
        'misconfigured',
        `${file}, line ${lineOf.get(id)}: broader "${missing}" is no concept of the file`,
      );
  }
  return concepts;
}

function parseConcept(line: string, place: string): Concept {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch (cause) {
    throw new AppError('misconfigured', `${place}: is not JSON`, { cause });
  }
  const parsed = conceptSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    'misconfigured',
    `${place}: ${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'is no concept'}`,
    { cause: parsed.error },
  );
}
