import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/client.js';
import { lockFolder } from '../../src/db/lock.js';
import { examine } from '../../src/doctor/examine.js';
import type { Finding } from '../../src/doctor/finding.js';
import { startCollector } from '../helpers/collector.js';
import { freePort } from '../helpers/free-port.js';
import { answerAsMeilisearch } from '../helpers/meilisearch-answers.js';
import { startPostgres } from '../helpers/postgres.js';
import { startRedis } from '../helpers/redis.js';

const log = pino({ level: 'silent' });
const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function folder() {
  const made = await mkdtemp(join(tmpdir(), 'citymatch-doctor-'));
  toStop.push(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function look(settings: Record<string, string>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of examine({ EMBEDDING_MODEL: 'bundled', ...settings }, log))
    findings.push(finding);
  return findings;
}

const of = (findings: Finding[], part: string) => findings.filter((finding) => finding.part === part);
const bad = (findings: Finding[]) => findings.filter(({ state }) => state === 'wrong');

describe('a look through a configuration', () => {
  it('finds nothing wrong with the settings of a new install, and makes nothing', async () => {
    const dataDir = await folder();
    const findings = await look({ DATA_DIR: dataDir });
    expect(bad(findings)).toEqual([]);
    expect(of(findings, 'EMBEDDING_MODEL')).toMatchObject([{ state: 'ok' }]);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('names every setting that cannot be read, and how to mend it', async () => {
    const findings = await look({ PORT: 'eighty', REDIS_URL: 'http://x' });
    expect(findings.map(({ part, state }) => [part, state]).sort()).toEqual([
      ['PORT', 'wrong'],
      ['REDIS_URL', 'wrong'],
    ]);
    for (const { remedy } of findings) expect(remedy).not.toBe('');
  });

  it('names the process that has the data folder, and leaves its lock alone', async () => {
    const dataDir = await folder();
    const lock = await lockFolder(dataDir);
    toStop.push(() => lock.release());
    const [database] = of(await look({ DATA_DIR: dataDir }), 'database');
    expect(database).toMatchObject({ state: 'ok', what: expect.stringContaining(`process ${process.pid}`) });
    expect(await readdir(dataDir)).toEqual(['lock']);
  });

  it('tells of each server what is wrong with it, and never a password', async () => {
    const port = await freePort();
    const findings = await look({
      DATA_DIR: await folder(),
      DATABASE_URL: `postgres://u:geheim@127.0.0.1:${port}/x`,
      REDIS_URL: `redis://u:geheim@127.0.0.1:${port}`,
      MEILI_URL: `http://127.0.0.1:${port}`,
      SMTP_URL: `smtp://u:geheim@127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OIDC_ISSUER: `http://127.0.0.1:${port}`,
      OIDC_CLIENT_ID: 'id',
      OIDC_CLIENT_SECRET: 'geheim',
      EMBEDDING_MODEL: './no-such-folder',
      PUBLIC_URL: 'http://match.example.org',
    });
    expect(bad(findings).map(({ part }) => part)).toEqual([
      'DATABASE_URL',
      'REDIS_URL',
      'MEILI_URL',
      'EMBEDDING_MODEL',
      'SMTP_URL',
      'OIDC_ISSUER',
    ]);
    for (const part of ['OTEL_EXPORTER_OTLP_ENDPOINT', 'PUBLIC_URL', 'AUTH_SECRET'])
      expect(of(findings, part), part).toMatchObject([{ state: 'warn' }]);
    expect(JSON.stringify(findings)).not.toContain('geheim');
  });

  it('finds real servers fit, names pending migrations, and changes nothing', async () => {
    const server = await startPostgres();
    toStop.push(server.stop);
    const redis = await startRedis();
    toStop.push(redis.stop);
    const meilisearch = await answerAsMeilisearch({ key: 'a key of a server' });
    toStop.push(meilisearch.stop);
    const collector = await startCollector();
    toStop.push(collector.stop);
    const databaseUrl = await server.createDatabase();
    const settings = {
      DATA_DIR: await folder(),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      MEILI_URL: meilisearch.url,
      MEILI_KEY: 'a key of a server',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      MIGRATE: 'check',
    };
    const before = await look(settings);
    expect(bad(before)).toMatchObject([
      { part: 'migrations', what: expect.stringContaining('0000_catalogue'), remedy: 'Run npm run migrate' },
    ]);
    const client = postgres(databaseUrl, { max: 1 });
    toStop.push(() => client.end());
    expect(await client`select 1 from pg_namespace where nspname = 'citymatch'`).toHaveLength(0);
    const database = await openDatabase({ dataDir: '', databaseUrl, log });
    toStop.push(() => database.close());
    const after = await look(settings);
    expect(bad(after)).toEqual([]);
    for (const part of ['migrations', 'clock', 'connections', 'MEILI_KEY', 'OTEL_EXPORTER_OTLP_ENDPOINT'])
      expect(of(after, part), part).toMatchObject([{ state: 'ok' }]);
    expect(of(after, 'processes')[0]?.what).toContain('several may run');
    await client`insert into citymatch.migrations (hash, created_at) values ('later', 99999999999999)`;
    expect(bad(await look(settings))).toMatchObject([
      { part: 'migrations', what: expect.stringContaining('newer version') },
    ]);
  });
});
