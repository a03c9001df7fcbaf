import type { z } from 'zod';
import type { FieldError } from '../errors.js';
import { parsePathway } from '../taxonomy/index.js';
import { wordIssue } from '../word-issue.js';
import { caseStudySchema, type Entry, type EntryKind, providerSchema } from './entry.js';

/** Problems told of one row; what is wrong beyond that is seldom news. */
const MAX_PROBLEMS = 20;

export type RowResult = { entry: Entry } | { id?: string; problems: FieldError[] };

/** Makes an entry of one line of JSON, or says field by field why that cannot be. Never throws. */
export function readRow(text: string): RowResult {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch (error) {
    return {
      problems: [{ path: '', message: `is not JSON: ${error instanceof Error ? error.message : error}` }],
    };
  }
  if (!isRecord(row)) return { problems: [{ path: '', message: 'must be a JSON object' }] };
  return readFields(row);
}

/** Makes an entry of the fields of one, or says field by field why that cannot be. Never throws. */
export function readFields(row: Readonly<Record<string, unknown>>): RowResult {
  const kind = kindOf(row);
  if (kind === undefined) {
    return { problems: [{ path: 'id', message: 'must begin with "cs-" (case study) or "pr-" (provider)' }] };
  }
  if (kind === 'case-study') {
    const parsed = caseStudySchema.safeParse(withPathwayIds(row), { error: wordIssue });
    if (parsed.success) return { entry: { id: parsed.data.id, kind, body: parsed.data } };
    return { ...idOf(row), problems: problemsOf(parsed.error.issues) };
  }
  const parsed = providerSchema.safeParse(row, { error: wordIssue });
  if (parsed.success) return { entry: { id: parsed.data.id, kind, body: parsed.data } };
  return { ...idOf(row), problems: problemsOf(parsed.error.issues) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By the id's prefix; where that says nothing, by the field that only one kind has. */
function kindOf(row: Readonly<Record<string, unknown>>): EntryKind | undefined {
  if (typeof row.id === 'string' && row.id.startsWith('cs-')) return 'case-study';
  if (typeof row.id === 'string' && row.id.startsWith('pr-')) return 'provider';
  if ('solution' in row) return 'case-study';
  return 'offerings' in row ? 'provider' : undefined;
}

function idOf(row: Readonly<Record<string, unknown>>): { id?: string } {
  return typeof row.id === 'string' && row.id !== '' ? { id: row.id.slice(0, 100) } : {};
}

/** "Zero emission" and the like become the ids; what is no pathway stays, for the schema to refuse. */
function withPathwayIds(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Array.isArray(row.pathways)) return row;
  const pathways = row.pathways.map((value: unknown) =>
    typeof value === 'string' ? (parsePathway(value) ?? value) : value,
  );
  return { ...row, pathways };
}

/** Each wrong field once, with what is expected of it. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  const problems = issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...issue.path, key].join('.'),
        message: 'is no field of this kind of entry',
      }));
    }
    return [{ path: issue.path.join('.'), message: issue.message }];
  });
  return [...new Map(problems.toReversed().map((problem) => [problem.path, problem])).values()]
    .toReversed()
    .slice(0, MAX_PROBLEMS);
}
