import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it } from 'vitest';
import { withoutParameters } from '../../src/db/without-parameters.js';

describe('an error that is kept with a job', () => {
  it('tells what PostgreSQL said, and nothing of what was given to the statement', () => {
    const cause = new Error('value too long for type character varying(10)');
    const plain = withoutParameters(new DrizzleQueryError('insert into x values ($1)', ['hush hush'], cause));
    expect(plain).toMatchObject({ message: expect.stringContaining('value too long') });
    const { message, stack } = plain as Error;
    expect(stack).toContain('without-parameters.test.ts');
    expect(`${message} ${stack} ${JSON.stringify(plain)}`).not.toMatch(/hush|insert into/);
  });

  it('is the same where it is no error of the database', () => {
    const error = new Error('The embedder is away');
    expect(withoutParameters(error)).toBe(error);
  });
});
