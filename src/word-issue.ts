import type { z } from 'zod';

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/**
 * Messages for issues whose schema gives none: what is expected, in the words of who sent it. For `safeParse`'s
 * `error`.
 */
export function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required';
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map((value) => String(value)).join(', ')}`;
    case 'too_big':
      return `must be ${measure(issue.maximum, issue.origin)} at most`;
    case 'too_small':
      return `must be ${measure(issue.minimum, issue.origin)} at least`;
    default:
      return undefined;
  }
}

function measure(bound: number | bigint, origin: string): string {
  if (origin === 'string') return `${bound} ${bound === 1 ? 'character' : 'characters'} long`;
  if (origin === 'array') return `a list of ${bound}`;
  return String(bound);
}
