import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { EntryKind } from '../catalogue/entry.js';
import { AppError } from '../errors.js';
import { parseCountry } from '../taxonomy/index.js';
import type { MatchRequest } from './contract.js';

const judgmentSchema = z.strictObject({
  id: z.string().min(1),
  /** Id of the judgment that this is a translation of, made by machine. */
  translationOf: z.string().min(1).optional(),
  statement: z.string().min(1),
  country: z.string().length(2).nullable().default(null),
  population: z.int().positive().nullable().default(null),
  language: z.string().min(2),
  /** Grade 1 to 3 by entry id; empty: nothing in the catalogue fits. */
  relevance: z.record(z.string(), z.int().min(0).max(3)),
});

/** A statement with the graded relevance of entries. */
export type Judgment = z.infer<typeof judgmentSchema>;

/**
 * Reads judgments from a JSON Lines file.
 * @throws AppError `bad-request` naming file, line and field; or when the file cannot be read.
 */
export async function readJudgments(file: string): Promise<Judgment[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('bad-request', `${file}: cannot be read`, { cause });
  });
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parse(line, `${file}:${index + 1}`)]));
}

function parse(line: string, where: string): Judgment {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new AppError('bad-request', `${where}: is not JSON`, { cause });
  }
  const parsed = judgmentSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('bad-request', `${where}: ${issue?.path.join('.') || 'row'}: ${issue?.message}`);
}

/** A judgment as the city would send it; a country that is not known is left out. */
export function requestOf(
  { statement, country, population }: Judgment,
  kinds: readonly EntryKind[],
  limit: number,
): MatchRequest {
  const code = country === null ? undefined : parseCountry(country);
  const city = {
    ...(code === undefined ? {} : { country: code }),
    ...(population === null ? {} : { population }),
  };
  return { statement, city, kinds: [...kinds], limit };
}
