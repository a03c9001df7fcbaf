import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from './api.js';

const partSchema = z.object({
  status: z.enum(['up', 'down', 'starting']).describe('Whether the part answers'),
  detail: z.string().optional().describe('Which one it is, or what is wrong with it'),
});

/** Answer of `GET /readyz`. */
export const readinessSchema = z
  .object({
    status: z
      .enum(['starting', 'ready', 'degraded', 'away'])
      .describe('`degraded`: requests are answered, but a part that can be done without is down'),
    doing: z.string().optional().describe('While starting: what is being done'),
    progress: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('While starting: how far the start has come, 0 to 1'),
    parts: z
      .object({
        database: partSchema.describe('Where the catalogue is kept'),
        queue: partSchema.describe('Where jobs wait'),
        search: partSchema.describe('The search engine'),
        embedder: partSchema.describe('What turns texts into vectors'),
      })
      .describe('Each part of the server'),
    model: z.string().nullable().describe('Model that texts are compared with; null when words alone decide'),
    entries: z.int().min(0).describe('Entries that can be found'),
    indexLag: z.int().min(0).describe('Changes of entries that search does not show yet'),
  })
  .meta({ id: 'Readiness', description: 'Whether the server can answer, and the state of its parts' });

export type ReadinessReport = z.infer<typeof readinessSchema>;

/** `GET /healthz` and `GET /readyz`. */
export function healthCalls(readiness: () => Promise<ReadinessReport>): Call[] {
  const shared = {
    method: 'get',
    tag: 'Operation',
    params: NO_PARAMETERS,
    query: NO_PARAMETERS,
    body: NO_BODY,
  } as const;
  const ready: Omit<Call, 'answer'> = {
    ...shared,
    path: '/readyz',
    operationId: 'getReadiness',
    summary: 'Is the server ready',
    description: 'Says whether requests are answered, what is being done until then, and how each part is.',
    response: readinessSchema,
    responseDescription: 'Requests are answered',
    answers: { 503: { description: 'Requests are not answered yet', schema: readinessSchema } },
  };
  return [
    call({
      ...shared,
      path: '/healthz',
      operationId: 'getHealth',
      summary: 'Is the process alive',
      description: 'Answers as long as the process lives, also while it starts.',
      response: z.object({ status: z.literal('ok').describe('Always `ok`') }).meta({
        id: 'Health',
        description: 'The process lives',
      }),
      responseDescription: 'It lives',
      handle: () => Promise.resolve({ status: 'ok' as const }),
    }),
    {
      ...ready,
      async answer(_req, res) {
        const report = await readiness();
        const answers = report.status === 'ready' || report.status === 'degraded';
        if (!answers) res.set('Retry-After', '3');
        res
          .status(answers ? 200 : 503)
          .set('Cache-Control', 'no-store')
          .json(report);
      },
    },
  ];
}
