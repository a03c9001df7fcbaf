import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../../http/api.js';
import { type DisclosureService, disclosureResponseSchema, disclosureSchema } from './contract.js';

const params = z.strictObject({ id: z.string().max(40).describe('Id of the challenge') });

/** How far a challenge is open: to read, and to change. */
export function disclosureCalls(service: DisclosureService): Call[] {
  const shared = {
    tag: 'Review',
    path: '/v1/review/challenges/{id}/disclosure',
    access: 'staff',
    params,
    query: NO_PARAMETERS,
    response: disclosureResponseSchema,
  } as const;
  return [
    call({
      ...shared,
      method: 'get',
      operationId: 'getDisclosure',
      summary: 'How far a challenge is open',
      description: 'Who outside the secretariat may read it, in which words, and what should not be in them.',
      body: NO_BODY,
      responseDescription: 'How far it is open',
      problems: ['not-found'],
      handle: ({ params: { id } }) => service.read(id),
    }),
    call({
      ...shared,
      method: 'put',
      operationId: 'changeDisclosure',
      summary: 'Open a challenge, or close it',
      description:
        'Others read redacted words only. Opening it needs them, without personal data or with each piece of it kept on purpose, and never goes beyond what the city agreed to. Closing it is always possible.',
      body: disclosureSchema,
      responseDescription: 'How far it is open after it',
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id }, body }, asker) => service.change(id, body, asker),
    }),
  ];
}
