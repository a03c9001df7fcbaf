import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Access } from '../access.js';
import { LANGUAGES } from '../languages.js';
import type { DescribedWebhook } from '../webhooks/described.js';
import { type Call, NO_BODY } from './api.js';
import { type ProblemCode, problemSchema, STATUS_OF, statusText } from './problem.js';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** Problems that any call may answer, and those of `/v1` beside them. */
const ALWAYS: readonly ProblemCode[] = ['bad-request', 'internal'];
const LIMITED: readonly ProblemCode[] = ['rate-limited', 'unavailable'];
/** Problems of calls that not everyone may make. */
const REFUSED: readonly ProblemCode[] = ['unauthenticated', 'forbidden'];
/** Problems of calls with a partner's key. */
const KEY_REFUSED: readonly ProblemCode[] = ['key-missing', 'origin-refused'];
const WITH_BODY: readonly ProblemCode[] = ['too-large', 'unsupported-media-type'];

/** The API's document (OpenAPI 3.1), made of the same declarations that check the requests. */
export function describeApi(
  calls: readonly Call[],
  about: { version: string; url?: string | undefined; webhooks?: readonly DescribedWebhook[] },
): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  for (const one of calls) registry.registerPath(describeCall(one));
  for (const one of about.webhooks ?? []) registry.registerWebhook(describeWebhook(one));
  const used = new Set(calls.flatMap(({ access }) => securityOf(access).flatMap((one) => Object.keys(one))));
  for (const [name, scheme] of Object.entries(SCHEMES)) {
    if (used.has(name)) registry.registerComponent('securitySchemes', name, scheme);
  }
  const document = new OpenApiGeneratorV31(registry.definitions, {
    sortComponents: 'alphabetically',
  }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'CityMatch',
      version: about.version,
      description:
        'Matches a stated challenge of a city to case studies and solution providers, and says why. Matching and the catalogue are open to anyone, with a limit on requests; no key is needed. A city opens its own challenge by the secret of its link, the secretariat’s people sign in. Assistants ask at `/mcp`, by the Model Context Protocol.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: about.url ?? '/', description: 'This server' }],
    tags: [...new Set(calls.map(({ tag }) => tag))].map((name) => ({
      name,
      description: TAGS[name] ?? name,
    })),
    security: [],
  });
  return document;
}

const TAGS: Record<string, string> = {
  Matching: 'From a stated challenge to explained matches',
  Catalogue: 'Case studies and solution providers',
  Taxonomy: 'The lists that entries are filed under',
  'Open data': 'Everything that is published, to take away, and what describes it',
  Challenges: 'What a city submits, its answer, and what a city does with them',
  Review: 'How the secretariat answers challenges, and the record of it',
  Introductions: 'A city and who can help it, brought together; and what came of it',
  Evaluation: 'How well matching answers, for the secretariat',
  Partners: 'Sites that embed the search: their keys, and how much they use them',
  Widget: 'Search and matching with the key of a partner, from its pages or its back end',
  Webhooks: 'Addresses of others that are told of changes, for administrators',
  People: 'Who of the secretariat may sign in, and who is signed in',
  Operation: 'For those who run the server',
};

/** How a request shows who asks. */
const SCHEMES = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'citymatch.session_token',
    description: 'The session of a person of the secretariat; `__Secure-` stands before the name on https',
  },
  link: {
    type: 'http',
    scheme: 'bearer',
    description: 'The secret of the link that a city or a provider was sent; `?token=` does as well',
  },
  publishableKey: {
    type: 'apiKey',
    in: 'query',
    name: 'key',
    description: 'The publishable key of a partner, from one of its origins',
  },
  serverKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'The server key of a partner, from its back end; never from a browser',
  },
} as const;

/** A person's session opens what their role may; what is a city's or provider's, its link opens too. */
function securityOf(access: Access): Record<string, string[]>[] {
  if (access === 'anyone') return [];
  if (access === 'widget') return [{ publishableKey: [] }, { serverKey: [] }];
  return access === 'city' ? [{ link: [] }, { session: [] }] : [{ session: [] }];
}

/** For calls whose answer holds sentences. */
const WORDED = z.object({
  'Accept-Language': z
    .string()
    .optional()
    .meta({
      description: `Languages wanted for the sentences of the answer (RFC 9110): ${LANGUAGES.join(', ')}; English where none of them is asked for. \`Content-Language\` tells which it is. All but English are worded by a machine.`,
      example: 'es-PE, es;q=0.9, en;q=0.5',
    }),
});

function describeCall(one: Call): Parameters<OpenAPIRegistry['registerPath']>[0] {
  const hasBody = one.body !== NO_BODY;
  const limited = one.path.startsWith('/v1/');
  const refused = one.access === 'widget' ? KEY_REFUSED : one.access === 'anyone' ? [] : REFUSED;
  const codes = [
    ...ALWAYS,
    ...(limited ? LIMITED : []),
    ...(hasBody ? WITH_BODY : []),
    ...refused,
    ...(one.problems ?? []),
  ];
  return {
    method: one.method,
    path: one.path,
    operationId: one.operationId,
    tags: [one.tag],
    summary: one.summary,
    description: one.description,
    security: securityOf(one.access),
    request: {
      params: one.params,
      query: one.query,
      ...(one.worded && { headers: WORDED }),
      ...(hasBody && {
        body: {
          required: true,
          content: contentOf(one),
        },
      }),
    },
    responses: {
      [one.status ?? 200]: {
        description: one.responseDescription,
        ...(one.worded && {
          headers: {
            'Content-Language': {
              description: 'Language of the sentences',
              schema: { type: 'string' as const },
            },
          },
        }),
        content: Object.fromEntries(
          (one.mediaTypes ?? ['application/json']).map((type) => [type, { schema: one.response }]),
        ),
      },
      ...Object.fromEntries(codes.map((code) => [STATUS_OF[code], describeProblem(code)])),
      ...Object.fromEntries(
        Object.entries(one.answers ?? {}).map(([status, { description, schema }]) => [
          status,
          { description, ...(schema && { content: { 'application/json': { schema } } }) },
        ]),
      ),
    },
  };
}

/** A message that we post to an address of others. */
function describeWebhook({ event, summary, headers, body }: DescribedWebhook) {
  return {
    method: 'post' as const,
    path: event,
    operationId: event.replace(/\.(\w)/g, (_match, letter: string) => letter.toUpperCase()),
    tags: ['Webhooks'],
    summary,
    description:
      'Signed as of Standard Webhooks. Answer with 2xx within 10 seconds; redirects are not followed.',
    security: [],
    request: { headers, body: { required: true, content: { 'application/json': { schema: body } } } },
    responses: {
      204: { description: 'Taken; any other 2xx does as well' },
      410: { description: 'Gone for good: the webhook is paused' },
      429: {
        description: 'Tried again later, after `Retry-After` where it is longer; so is every other answer',
      },
    },
  };
}

/** A body by its media types: a file as text, all else as JSON. */
function contentOf({
  body,
  example,
  upload,
}: Call): Record<string, { schema: z.ZodType; example?: unknown }> {
  if (upload === undefined) {
    return { 'application/json': { schema: body, ...(example !== undefined && { example }) } };
  }
  return Object.fromEntries(upload.types.map((type) => [type, { schema: z.string() }]));
}

function describeProblem(code: ProblemCode) {
  const wait = code === 'rate-limited' || code === 'unavailable';
  return {
    description: statusText(STATUS_OF[code]),
    content: { 'application/problem+json': { schema: problemSchema } },
    ...(wait && {
      headers: {
        'Retry-After': {
          description: 'Seconds after which trying again is worth it',
          schema: { type: 'integer' as const },
        },
      },
    }),
  };
}
