import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from './api.js';

const partSchema = z.object({
  state: z
    .enum(['ok', 'starting', 'away'])
    .describe('`ok`: it answers; `starting`: not yet; `away`: it should, but does not'),
  detail: z.string().optional().describe('Which one it is, or what is wrong with it'),
});

/** Answer of `GET /readyz`. */
export const readinessSchema = z
  .object({
    ready: z.boolean().describe('Whether requests are answered'),
    doing: z.string().describe('What the start is doing, in words; `ready` once it is done'),
    progress: z
      .object({
        done: z.number().min(0).describe('How much of it is done'),
        total: z.number().min(0).describe('How much there is to do, in the same unit'),
      })
      .optional()
      .describe('How far what is being done has come, where that can be counted'),
    parts: z.record(z.string(), partSchema).describe('Each part of the server, by name'),
    model: z
      .string()
      .optional()
      .describe('Model that texts are compared with; absent while words alone decide'),
    entries: z.int().min(0).optional().describe('Entries that can be found'),
    indexLagSeconds: z
      .number()
      .min(0)
      .optional()
      .describe('Age of the oldest change that search does not show yet, in seconds; 0 when it shows all'),
  })
  .meta({ id: 'Readiness', description: 'Whether the server can answer, and the state of its parts' });

export type Readiness = z.infer<typeof readinessSchema>;

/** `GET /healthz` and `GET /readyz`. */
export function healthCalls(status: () => Readiness): Call[] {
  const shared = {
    method: 'get',
    access: 'anyone',
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
      answer(_req, res) {
        const report = status();
        if (!report.ready) res.set('Retry-After', '3');
        res
          .status(report.ready ? 200 : 503)
          .set('Cache-Control', 'no-store')
          .json(report);
      },
    },
  ];
}
