import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig, SETTINGS } from '../../src/config.js';

const run = promisify(execFile);
const ROOT = new URL('../../', import.meta.url);
const read = (name: string) => readFile(new URL(name, ROOT), 'utf8');

const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  privileged: z.boolean().optional(),
  read_only: z.boolean().optional(),
  restart: z.literal('unless-stopped'),
  profiles: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  volumes: z.array(z.string()),
  ports: z.array(z.string()).default([]),
  healthcheck: z.object({
    test: z.array(z.string()).min(2),
    interval: z.string(),
    timeout: z.string(),
    retries: z.number(),
    start_period: z.string(),
  }),
  deploy: z.object({ resources: z.object({ limits: z.object({ memory: z.string() }) }) }),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
});
const packageSchema = z.object({ version: z.string(), scripts: z.record(z.string(), z.string()) });

const text = await read('docker-compose.yml');
const { services, volumes } = composeSchema.parse(parse(text, { merge: true }));
const dockerfile = await read('Dockerfile');
const { version, scripts } = packageSchema.parse(JSON.parse(await read('package.json')));
const parts = Object.entries(services).map(([name, service]) => ({ name, ...service }));
const ours = parts.filter(({ build }) => build !== undefined);

/** What an operator has to give, as .env.example describes it. */
const SECRETS: Record<string, string> = {
  POSTGRES_PASSWORD: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  REDIS_PASSWORD: '1a1b2c3d4e5f60718293a4b5c6d7e8f9',
  MEILI_MASTER_KEY: '2a1b2c3d4e5f60718293a4b5c6d7e8f9',
  AUTH_SECRET: '3a1b2c3d4e5f60718293a4b5c6d7e8f9',
};
const REFERENCE = /(?<!\$)\$\{(?<name>\w+)(?:(?<how>:[-?])(?<word>[^}]*))?\}/g;

/** Puts values in place of `${NAME:-default}` and `${NAME:?message}`, as Compose does. */
function filled(value: string, given: Record<string, string>): string {
  return value.replace(REFERENCE, (_all, name: string, how: string | undefined, word: string | undefined) => {
    const known = given[name];
    if (known) return known;
    if (how === ':?') throw new Error(`${name}: ${word}`);
    return word ?? '';
  });
}

describe('docker-compose.yml', () => {
  it('has the parts of the topology, each with a health check and a bound of memory', () => {
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['api', 'worker', 'postgres', 'redis', 'meilisearch']),
    );
    expect(parts.every(({ healthcheck }) => healthcheck.test[0]?.startsWith('CMD'))).toBe(true);
  });

  it('pins every image to one version, and its own to that of package.json', () => {
    for (const { image } of parts) expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
    expect(new Set(ours.map(({ image }) => image))).toEqual(new Set([`citymatch:${version}`]));
    expect(services.meilisearch?.image).toBe('getmeili/meilisearch:v1.50.0');
  });

  it('holds no secret: each comes from the environment, and one that is missing ends it', () => {
    for (const { name, environment } of parts) {
      for (const [key, value] of Object.entries(environment)) {
        if (!/PASSWORD|SECRET|KEY|DATABASE_URL|REDIS_URL/.test(key) || key === 'OIDC_CLIENT_SECRET') continue;
        expect(value, `${name}: ${key}`).toMatch(/\$\{\w+:\?[^}]+\}/);
        expect(() => filled(value, {}), `${name}: ${key}`).toThrow('set it in .env');
      }
    }
  });

  it('gives its processes settings that a start accepts, with and without what may be left out', () => {
    for (const given of [
      SECRETS,
      { ...SECRETS, WORKERS: 'indexing', TRUST_PROXY: '1', LOG_LEVEL: 'debug' },
    ]) {
      for (const { name, environment } of ours) {
        expect(
          Object.keys(environment).filter((key) => !SETTINGS.includes(key)),
          name,
        ).toEqual([]);
        const settings = Object.entries(environment).map(([key, value]): [string, string] => [
          key,
          filled(value, given),
        ]);
        const config = readConfig(Object.fromEntries(settings));
        expect(new URL(config.databaseUrl ?? '').password).toBe(SECRETS.POSTGRES_PASSWORD);
        expect(new URL(config.redisUrl ?? '').password).toBe(SECRETS.REDIS_PASSWORD);
        expect(config.meiliKey).toBe(SECRETS.MEILI_MASTER_KEY);
      }
    }
  });

  it('gives each kind of work to a worker, and none to the API', () => {
    const kinds = (name: string) => readConfig({ WORKERS: services[name]?.environment.WORKERS }).workers;
    expect(kinds('api')).toEqual([]);
    expect(filled(services.worker?.environment.WORKERS ?? '', {})).toBe('all');
    expect(kinds('worker-indexing')).toEqual(['indexing']);
    expect(kinds('worker-matching')).toEqual(['matching']);
  });

  it('starts its processes when what they stand on is healthy, as npm would', () => {
    for (const { name, depends_on, healthcheck, environment, command } of ours) {
      expect(depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
        meilisearch: { condition: 'service_healthy' },
      });
      expect(healthcheck.test.join(' ')).toContain(
        `http://127.0.0.1:${environment.WORKER_PORT ?? 3000}/readyz`,
      );
      if (name !== 'api') expect(command?.join(' ')).toMatch(/^node .*scripts\/run\.mjs workers\/index\.ts$/);
    }
    const [, start = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    expect(z.array(z.string()).parse(JSON.parse(start)).join(' ')).toBe(scripts.start);
  });

  it('keeps data in volumes that are declared, and writes nowhere else in its own containers', () => {
    const used = parts.flatMap((part) => part.volumes.map((volume) => volume.split(':')[0] ?? ''));
    expect(new Set(used)).toEqual(new Set(Object.keys(volumes)));
    for (const part of parts) expect(part.privileged).toBeUndefined();
    for (const part of ours) expect(part.read_only).toBe(true);
    for (const part of parts.filter(({ name }) => name !== 'api')) expect(part.ports).toEqual([]);
    expect(filled(services.api?.ports.join() ?? '', {})).toBe('127.0.0.1:3000:3000');
  });

  it('is described by .env.example: every variable it asks for, and no other', async () => {
    const described = [...(await read('.env.example')).matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    const asked = [...text.matchAll(REFERENCE)].map(({ groups }) => groups?.name);
    expect(new Set(described)).toEqual(new Set([...asked, 'COMPOSE_PROFILES']));
  });

  it('is valid to Docker Compose, where this machine has it', async () => {
    const compose = await firstOf([['docker', 'compose'], ['docker-compose']]);
    if (compose === undefined) {
      process.stderr.write(
        'No Docker Compose on this machine: docker-compose.yml was checked as YAML only\n',
      );
      return;
    }
    const [command = '', ...args] = compose;
    const env = { PATH: process.env.PATH, ...SECRETS };
    const { stdout } = await run(command, [...args, '--profile', 'indexing', 'config'], { cwd: ROOT, env });
    expect(stdout).toContain(`postgres://citymatch:${SECRETS.POSTGRES_PASSWORD}@postgres:5432/citymatch`);
    await expect(run(command, [...args, 'config'], { cwd: ROOT, env: { PATH: env.PATH } })).rejects.toThrow(
      'set it in .env',
    );
  });
});

/** The first of these commands that is there. */
async function firstOf(commands: readonly string[][]): Promise<string[] | undefined> {
  for (const [command = '', ...args] of commands) {
    const there = await run(command, [...args, 'version']).then(
      () => true,
      () => false,
    );
    if (there) return [command, ...args];
  }
  return undefined;
}

describe('the image', () => {
  it('is built from files that .dockerignore lets through, by pinned Node.js, and runs as nobody of power', async () => {
    const passed = [...(await read('.dockerignore')).matchAll(/^!(.+)$/gm)].map(([, name]) => name);
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, names]) => names?.split(' ') ?? [],
    );
    expect(new Set(copied)).toEqual(new Set(passed));
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, name]) => name);
    expect(bases.length).toBeGreaterThan(1);
    for (const base of bases) expect(base).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toContain('npm ci --omit=dev');
  });
});
