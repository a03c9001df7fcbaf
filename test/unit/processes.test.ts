import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { AppError } from '../../src/errors.js';
import { type Role, refuseWrongMix } from '../../src/processes.js';

const SHARED = {
  DATABASE_URL: 'postgres://host/name',
  REDIS_URL: 'redis://host',
  MEILI_URL: 'http://host:7700',
};

function refusal(settings: Record<string, string>, role: Role): string | undefined {
  try {
    refuseWrongMix(readConfig(settings), role);
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === 'misconfigured') return error.message;
    throw error;
  }
}

describe('a mix of processes', () => {
  it('is none where one process does all', () => {
    expect(refusal({}, 'site')).toBeUndefined();
    expect(refusal({ WORKERS: 'all', REDIS_URL: SHARED.REDIS_URL }, 'site')).toBeUndefined();
  });

  it('goes together where PostgreSQL, Redis and Meilisearch are shared', () => {
    expect(refusal(SHARED, 'worker')).toBeUndefined();
    expect(refusal({ ...SHARED, WORKERS: 'none' }, 'site')).toBeUndefined();
    expect(refusal({ ...SHARED, WORKERS: 'matching' }, 'site')).toBeUndefined();
  });

  it.each([
    [{}, 'worker', /^DATABASE_URL, REDIS_URL, MEILI_URL: missing: A worker process needs/],
    [{ ...SHARED, MEILI_URL: '' }, 'worker', /^MEILI_URL: missing: A worker process/],
    [{ ...SHARED, REDIS_URL: '' }, 'worker', /^REDIS_URL: missing/],
    [{ WORKERS: 'none', DATABASE_URL: SHARED.DATABASE_URL }, 'site', /^REDIS_URL, MEILI_URL: .*WORKERS=none/],
    [{ WORKERS: 'indexing,matching' }, 'site', /WORKERS=indexing,matching needs/],
    [{ ...SHARED, WORKERS: 'none' }, 'worker', /^WORKERS: none leaves a worker process nothing to do/],
  ] as const)('is refused for %j as a %s, naming what is missing', (settings, role, message) => {
    expect(refusal(settings, role)).toMatch(message);
  });
});
