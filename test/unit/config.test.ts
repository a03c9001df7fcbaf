import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { AppError } from '../../src/errors.js';

function refusal(environment: Record<string, string>): AppError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the settings were taken');
}

describe('readConfig', () => {
  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['PORT', ' '],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://host/name'],
    ['DATABASE_URL', 'citymatch'],
    ['PUBLIC_URL', 'ftp://match.example.org'],
    ['PUBLIC_URL', 'match.example.org'],
    ['EMBEDDING_THREADS', '0'],
    ['EMBEDDING_THREADS', 'two'],
    ['RATE_LIMIT', '-1'],
    ['TRUST_PROXY', 'true'],
  ])('refuses %s=%s and names the setting', (name, value) => {
    const error = refusal({ [name]: value });
    expect(error.code).toBe('misconfigured');
    expect(error.fields.map(({ path }) => path)).toEqual([name]);
    expect(error.message).toContain(name);
  });

  it('names every setting that is wrong at once', () => {
    const error = refusal({ PORT: 'x', LOG_LEVEL: 'y', RATE_LIMIT: 'z' });
    expect(error.fields.map(({ path }) => path).sort()).toEqual(['LOG_LEVEL', 'PORT', 'RATE_LIMIT']);
  });

  it.each([
    [undefined, ['indexing', 'matching', 'notifications', 'maintenance']],
    ['all', ['indexing', 'matching', 'notifications', 'maintenance']],
    ['none', []],
    ['matching, indexing', ['indexing', 'matching']],
  ])('reads the kinds of work %s', (given, kinds) => {
    expect(readConfig({ WORKERS: given }).workers).toEqual(kinds);
  });

  it('refuses a kind of work that there is not', () => {
    expect(refusal({ WORKERS: 'indexing,cooking' }).fields).toEqual([
      {
        path: 'WORKERS',
        message:
          'must be all, none, or some of indexing, matching, notifications, maintenance with commas between',
      },
    ]);
  });

  it('needs no setting at all', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      rateLimit: 120,
    });
  });

  it('takes an empty value for an absent one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', REDIS_URL: '' })).toEqual(readConfig({}));
  });

  it('leaves variables alone that are not ours', () => {
    expect(readConfig({ HOME: '/root', PORTS: 'x' })).toEqual(readConfig({}));
  });

  it('gives every port back as a number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 65_535 }),
        (port) => readConfig({ PORT: String(port) }).port === port,
      ),
    );
  });

  it('answers any text with settings or with a misconfigured error, never another one', () => {
    const names = [
      'PORT',
      'HOST',
      'LOG_LEVEL',
      'DATABASE_URL',
      'PUBLIC_URL',
      'RATE_LIMIT',
      'EMBEDDING_THREADS',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, value) => {
        try {
          readConfig({ [name]: value });
          return true;
        } catch (error) {
          return error instanceof AppError && error.code === 'misconfigured';
        }
      }),
    );
  });
});
