import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { AppError } from './errors.js';

/** A whole number in digits: Number() alone would take a blank for 0. */
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number, ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be ${min} to ${max}`);
const level = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);
const address = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `must be an address such as ${example}` });

/** Kinds of work that are done in the background, each scaled on its own. */
export const WORKER_KINDS = ['indexing', 'matching', 'notifications', 'maintenance'] as const;
export type WorkerKind = (typeof WORKER_KINDS)[number];

const workerKinds = z.string().transform((value, context): readonly WorkerKind[] => {
  if (value === 'all') return WORKER_KINDS;
  if (value === 'none') return [];
  const names = value.split(',').map((name) => name.trim());
  const kinds = WORKER_KINDS.filter((kind) => names.includes(kind));
  if (kinds.length !== new Set(names).size) {
    context.addIssue({
      code: 'custom',
      message: `must be all, none, or some of ${WORKER_KINDS.join(', ')} with commas between`,
    });
  }
  return kinds;
});

const networks = z.string().transform((value, context): readonly string[] => {
  const list = value.split(',').map((one) => one.trim());
  if (!list.every((one) => ipaddr.isValidCIDR(one)))
    context.addIssue({
      code: 'custom',
      message: 'must be networks such as 10.1.0.0/16,fd00:1::/32 with commas between',
    });
  return list;
});

const hostList = z.string().transform((value, context): readonly string[] => {
  const hosts = value.split(',').map((host) => host.trim().toLowerCase());
  const wrong = hosts.find(
    (host) => !URL.canParse(`http://${host}`) || new URL(`http://${host}`).host !== host,
  );
  if (wrong !== undefined) {
    const message = 'must be hosts with their ports, such as 10.0.0.7:3000, with commas between';
    context.addIssue({ code: 'custom', message });
  }
  return hosts;
});

/** Every environment variable we read: its meaning, form and default. */
const environmentSchema = z.object({
  /** Folder of the default profile's database, models, index snapshot and mail. */
  DATA_DIR: z.string().min(1).default('./data'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  LOG_LEVEL: level.default('info'),
  /** PostgreSQL 15+; absent: PGlite in DATA_DIR. */
  DATABASE_URL: address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/name').optional(),
  /** Whether a start applies the migrations that the database lacks, or ends where it lacks any. */
  MIGRATE: z.enum(['auto', 'check']).default('auto'),
  /** Redis 6.2+ for the job queue; absent: the jobs are in the database. */
  REDIS_URL: address(/^rediss?$/, 'redis://user:password@host:6379/0').optional(),
  /** Meilisearch 1.50+ for the search index; absent: the engine in the process, with its snapshot in DATA_DIR. */
  MEILI_URL: address(/^https?$/, 'http://host:7700').optional(),
  /** A key of that server that may make, fill, swap and delete the indexes `citymatch*`. */
  MEILI_KEY: z.string().min(1).optional(),
  /** The Meilisearch program that `npm run stack` and `npm run drill` start; the product itself does not ask. */
  MEILI_BIN: z.string().min(1).optional(),
  /** Kinds of work that this process takes up: `all`, `none`, or a list such as `indexing,matching`. */
  WORKERS: workerKinds.optional(),
  /** Where `npm run worker` answers /healthz, /readyz and /metrics; absent: nowhere. */
  WORKER_PORT: whole(1, 65_535).optional(),
  /** Where traces go by OTLP over HTTP (OpenTelemetry's own name); absent: none are made. */
  OTEL_EXPORTER_OTLP_ENDPOINT: address(/^https?$/, 'http://collector:4318').optional(),
  /** Hub id, local folder, or `bundled`; absent: the best model that is at hand. */
  EMBEDDING_MODEL: z.string().min(1).optional(),
  /** Worker threads that embed. */
  EMBEDDING_THREADS: whole(1, 64).optional(),
  /** Requests a minute and address on the public API; 0 turns the limit off. */
  RATE_LIMIT: whole(0, 1_000_000).default(120),
  /** What `Authorization: Bearer` must carry to read /metrics; absent: this machine alone may. */
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'must be 16 characters or longer, without blanks')
    .optional(),
  /** Address people reach this server at, for links. */
  PUBLIC_URL: address(/^https?$/, 'https://match.example.org').optional(),
  /** Hosts that may be harvested although they are no https of the public web: `10.0.0.7:3000`, commas between. */
  HARVEST_HOSTS: hostList.optional(),
  /** Proxies in front of us, as express' `trust proxy` counts them. */
  TRUST_PROXY: whole(0, 100).default(0),
  /** Signs cookies and links; absent: made at the first start and kept in the database. */
  AUTH_SECRET: z.string().min(32, 'must be 32 characters or longer').optional(),
  /** Sign-in with the association's own accounts (OpenID Connect): all three or none. */
  OIDC_ISSUER: address(/^https?$/, 'https://login.example.org').optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Where mail goes out; absent: it is written to DATA_DIR/mail. */
  SMTP_URL: address(/^smtps?$/, 'smtp://user:password@host:587').optional(),
  /** Who mail comes from. */
  MAIL_FROM: z
    .email('must be a mail address, such as cities@example.org')
    .default('citymatch@localhost.localdomain'),
  /** People who must approve an answer before it is published. */
  REVIEW_APPROVALS: whole(1, 5).default(1),
  /** Promised hours to the first human answer, to the published answer, and from a request to the introduction. */
  ANSWER_HOURS: whole(1, 8760).default(72),
  PUBLISH_HOURS: whole(1, 8760).default(240),
  INTRODUCE_HOURS: whole(1, 8760).default(120),
  /** Who publishes the catalogue as open data; absent: nobody is named. */
  OPEN_DATA_PUBLISHER: z.string().trim().min(1).max(200).optional(),
  /** Address of the licence that the catalogue is published under; absent: none is stated. */
  OPEN_DATA_LICENCE: address(/^https?$/, 'https://creativecommons.org/licenses/by/4.0/').optional(),
  /** Days that a finished challenge keeps its personal data. */
  RETENTION_DAYS: whole(1, 3650).default(730),
  /** Days without a check or a change after which an entry is stale: it says so, ranks lower, and is asked about. */
  STALE_AFTER_DAYS: whole(1, 36_500).default(730),
  /** Networks of our own that webhooks may go to, also by http; absent: to the public internet alone, by https. */
  WEBHOOK_NETWORKS: networks.optional(),
});

/** Names of the variables that are settings of ours. */
export const SETTINGS: readonly string[] = Object.keys(environmentSchema.shape);

export interface Config {
  dataDir: string;
  host: string;
  port: number;
  logLevel: z.infer<typeof level>;
  databaseUrl: string | undefined;
  migrate: 'auto' | 'check';
  redisUrl: string | undefined;
  meiliUrl: string | undefined;
  meiliKey: string | undefined;
  meiliBinary: string | undefined;
  /** Kinds of work that this process takes up. */
  workers: readonly WorkerKind[];
  workerPort: number | undefined;
  otlpEndpoint: string | undefined;
  embeddingModel: string | undefined;
  embeddingThreads: number | undefined;
  rateLimit: number;
  metricsToken: string | undefined;
  publicUrl: string | undefined;
  /** Hosts that may be harvested although they are no https of the public web. */
  harvestHosts: readonly string[];
  trustProxy: number;
  authSecret: string | undefined;
  oidc: { issuer: string; clientId: string; clientSecret: string } | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  reviewApprovals: number;
  serviceLevel: ServiceLevel;
  openDataPublisher: string | undefined;
  openDataLicence: string | undefined;
  retentionDays: number;
  staleAfterDays: number;
  /** Networks that webhooks may go to beside the public internet (CIDR). */
  webhookNetworks: readonly string[];
}

/** What the secretariat promises, in hours. */
export interface ServiceLevel {
  /** From submission to the first thing a person does that the city sees. */
  answerHours: number;
  /** From submission to the published answer. */
  publishHours: number;
  /** From the city's request to the introduction. */
  introduceHours: number;
}

const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

/** @throws AppError `misconfigured` where only a part of it is set. */
function readOidc(env: z.infer<typeof environmentSchema>): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined)
    return { issuer, clientId, clientSecret };
  const missing = OIDC.filter((name) => env[name] === undefined);
  if (missing.length === OIDC.length) return undefined;
  const fields = missing.map((path) => ({ path, message: 'is needed with the other OIDC settings' }));
  throw new AppError('misconfigured', `The settings cannot be used: ${missing.join(', ')} missing`, {
    fields,
  });
}

/**
 * Parses the environment. Empty values count as absent.
 * @throws AppError `misconfigured`, naming every setting that is wrong.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message }));
    const lines = fields.map((field) => `${field.path}: ${field.message}`).join('; ');
    throw new AppError('misconfigured', `The settings cannot be used: ${lines}`, { fields });
  }
  const env = parsed.data;
  return {
    dataDir: env.DATA_DIR,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    databaseUrl: env.DATABASE_URL,
    migrate: env.MIGRATE,
    redisUrl: env.REDIS_URL,
    meiliUrl: env.MEILI_URL,
    meiliKey: env.MEILI_KEY,
    meiliBinary: env.MEILI_BIN,
    workers: env.WORKERS ?? WORKER_KINDS,
    workerPort: env.WORKER_PORT,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    embeddingModel: env.EMBEDDING_MODEL,
    embeddingThreads: env.EMBEDDING_THREADS,
    rateLimit: env.RATE_LIMIT,
    metricsToken: env.METRICS_TOKEN,
    publicUrl: env.PUBLIC_URL,
    harvestHosts: env.HARVEST_HOSTS ?? [],
    trustProxy: env.TRUST_PROXY,
    authSecret: env.AUTH_SECRET,
    oidc: readOidc(env),
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    reviewApprovals: env.REVIEW_APPROVALS,
    serviceLevel: {
      answerHours: env.ANSWER_HOURS,
      publishHours: env.PUBLISH_HOURS,
      introduceHours: env.INTRODUCE_HOURS,
    },
    openDataPublisher: env.OPEN_DATA_PUBLISHER,
    openDataLicence: env.OPEN_DATA_LICENCE,
    retentionDays: env.RETENTION_DAYS,
    staleAfterDays: env.STALE_AFTER_DAYS,
    webhookNetworks: env.WEBHOOK_NETWORKS ?? [],
  };
}

/** Where people reach us, for links: PUBLIC_URL, else what is listened to; without a slash at the end. */
export function siteAddress({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  return (publicUrl ?? `http://${isIPv6(host) ? `[${host}]` : host}:${port}`).replace(/\/$/, '');
}

/**
 * The environment for a process that this one starts: all that is no setting of ours, the settings that are named in
 * `keep`, and those that are given.
 */
export function environmentWith(
  settings: Readonly<Record<string, string>>,
  keep: readonly string[] = [],
): Record<string, string> {
  const passed = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value !== undefined && (!SETTINGS.includes(name) || keep.includes(name)) ? [[name, value]] : [],
  );
  return { ...Object.fromEntries(passed), ...settings };
}
