import type { z } from 'zod';
import { AppError, type FieldError } from '../errors.js';
import { wordIssue } from '../word-issue.js';

/** Deepest nesting of a body: ours need four levels. */
const MAX_DEPTH = 16;
/** Most wrong fields told in one answer: enough to mend a form, too few to fill a log. */
const MAX_ERRORS = 50;

type Issue = z.core.$ZodIssue;

/**
 * Checks outside data against a schema.
 * @param part what the data is, for the error's sentence: "body", "query", "arguments" (of a tool).
 * @throws AppError `bad-request`, naming every field that is wrong.
 */
export function validate<T extends z.ZodType>(
  schema: T,
  data: unknown,
  part: 'body' | 'query' | 'path' | 'arguments',
): z.output<T> {
  const broken = findBrokenText(data);
  if (broken.length > 0) throw badRequest(part, named(broken, part));
  const parsed = schema.safeParse(data, { error: wordIssue });
  if (parsed.success) return parsed.data;
  throw badRequest(part, named(parsed.error.issues.flatMap(fieldErrors), part));
}

/** An error of the whole is the part's; one value of a repeated parameter goes by the parameter's name. */
function named(errors: readonly FieldError[], part: string): FieldError[] {
  const pathOf = (path: string) => (part === 'query' ? (path.split('.', 1)[0] ?? path) : path) || part;
  return errors.map(({ path, message }) => ({ path: pathOf(path), message }));
}

export function badRequest(part: string, fields: readonly FieldError[]): AppError {
  const told = fields.slice(0, MAX_ERRORS);
  const names = [...new Set(told.map(({ path }) => path))].filter((name) => name !== '' && name !== part);
  const which = names.length > 0 && names.length <= 3 ? `: ${names.join(', ')}` : '';
  const are = part === 'arguments' ? 'are' : 'is';
  return new AppError('bad-request', `The ${part} ${are} not valid${which}`, { fields: told });
}

/** One zod issue as field errors; an unknown key is an error of that key, not of the object around it. */
function fieldErrors(issue: Issue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, clip(key)].join('.'), message: 'is not known here' }));
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return issue.issues.flatMap((inner) => fieldErrors({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ path: path.join('.'), message: issue.message }];
}

/** Keys come from the caller: an endless one is cut before it goes back. */
function clip(key: string): string {
  return key.length > 100 ? `${key.slice(0, 100)}…` : key;
}

/**
 * Text that no database or answer can carry: NUL characters, halves of a surrogate pair, and nesting so
 * deep that it is no honest request.
 */
function findBrokenText(data: unknown): FieldError[] {
  const found: FieldError[] = [];
  const todo: { value: unknown; path: string[] }[] = [{ value: data, path: [] }];
  for (let next = todo.pop(); next !== undefined && found.length < MAX_ERRORS; next = todo.pop()) {
    const { value, path } = next;
    const at = path.join('.');
    if (typeof value === 'string') {
      if (value.includes('\0')) found.push({ path: at, message: 'must not hold NUL characters' });
      else if (!value.isWellFormed()) found.push({ path: at, message: 'must be well-formed Unicode' });
    } else if (typeof value === 'object' && value !== null) {
      if (path.length >= MAX_DEPTH) found.push({ path: at, message: `is nested deeper than ${MAX_DEPTH}` });
      else {
        for (const [key, inner] of Object.entries(value)) {
          const broken = key.includes('\0') || !key.isWellFormed();
          const name = broken ? key.replaceAll('\0', '\u2400').toWellFormed() : key;
          if (broken) found.push({ path: [...path, clip(name)].join('.'), message: 'is not known here' });
          else todo.push({ value: inner, path: [...path, clip(name)] });
        }
      }
    }
  }
  return found;
}
