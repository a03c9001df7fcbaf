import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { type FairnessService, fairnessReportSchema, KEPT_DAYS } from './contract.js';

/** `GET /v1/fairness`. */
export function fairnessCalls(service: FairnessService): Call[] {
  return [
    call({
      method: 'get',
      path: '/v1/fairness',
      access: 'staff',
      operationId: 'getFairness',
      tag: 'Review',
      summary: 'What was shown',
      description:
        'What answers showed in the last days, held against what the catalogue has: by size and kind of provider, by region, and how concentrated it is. Counted are the results of `POST /v1/match` and of the answer page, and what was proposed for challenges; not what the secretariat’s people try while signed in. Only entries and days are counted.',
      params: NO_PARAMETERS,
      query: z.strictObject({
        days: z.coerce
          .number()
          .int()
          .min(1)
          .max(KEPT_DAYS)
          .default(30)
          .describe('The last days, today included'),
      }),
      body: NO_BODY,
      response: fairnessReportSchema,
      responseDescription: 'The report',
      handle: ({ query: { days } }) => service.report(days),
    }),
  ];
}
