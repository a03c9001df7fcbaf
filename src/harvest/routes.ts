import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import {
  type HarvestService,
  harvestedSchema,
  newSourceSchema,
  sourceChangeSchema,
  sourceSchema,
} from './contract.js';

/** Entries of one answer. */
const MOST_UNDECIDED = 100;

const TAG = { tag: 'Harvesting', query: NO_PARAMETERS } as const;
const STAFF = { ...TAG, access: 'staff' } as const;
const ADMIN = { ...TAG, access: 'admin' } as const;
const SOURCE = { response: sourceSchema, responseDescription: 'The source as it is now' } as const;
const source = z.strictObject({ id: z.string().max(40).describe('Id of the source') });
const harvested = z.strictObject({ id: z.string().max(40).describe('Id of what was harvested') });
const done = {
  response: z.object({ entryId: z.string().optional().describe('Our entry, where there is one') }),
  responseDescription: 'It is decided',
} as const;

/** Everything below `/v1/harvest`: entries of other CityMatch sites. */
export function harvestCalls(service: HarvestService): Call[] {
  return [...sourceCalls(service), ...decisionCalls(service)];
}

function sourceCalls(service: HarvestService): Call[] {
  return [
    call({
      ...STAFF,
      method: 'get',
      path: '/v1/harvest/sources',
      operationId: 'listHarvestSources',
      summary: 'Sites that are harvested',
      description: 'Other CityMatch sites whose published entries are read every night, with the last run.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      response: z.object({ sources: z.array(sourceSchema).describe('By name') }),
      responseDescription: 'The sources',
      handle: async () => ({ sources: await service.sources() }),
    }),
    call({
      ...ADMIN,
      method: 'post',
      path: '/v1/harvest/sources',
      operationId: 'addHarvestSource',
      summary: 'Harvest another site',
      description: 'Its published entries are read from the next night on.',
      params: NO_PARAMETERS,
      body: newSourceSchema,
      example: { name: 'Cities of the North', address: 'https://match.example.org', countries: ['NO'] },
      ...SOURCE,
      status: 201,
      problems: ['conflict'],
      handle: ({ body }, asker) => service.addSource(body, asker),
    }),
    call({
      ...STAFF,
      method: 'get',
      path: '/v1/harvest/sources/{id}',
      operationId: 'getHarvestSource',
      summary: 'One site that is harvested',
      description: 'With its last ten runs, and what was refused in each.',
      params: source,
      body: NO_BODY,
      ...SOURCE,
      problems: ['not-found'],
      handle: ({ params: { id } }) => service.source(id),
    }),
    call({
      ...ADMIN,
      method: 'patch',
      path: '/v1/harvest/sources/{id}',
      operationId: 'changeHarvestSource',
      summary: 'Change what is harvested',
      description:
        'With other sectors or countries the source is read from the beginning, and what is no longer asked for is archived, unless it was edited here.',
      params: source,
      body: sourceChangeSchema,
      example: { version: 1, takesAs: 'draft' },
      ...SOURCE,
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id }, body }, asker) => service.changeSource(id, body, asker),
    }),
    call({
      ...STAFF,
      method: 'post',
      path: '/v1/harvest/sources/{id}/run',
      operationId: 'harvestNow',
      summary: 'Harvest now',
      description: 'It is read in the background, soon.',
      params: source,
      body: NO_BODY,
      ...SOURCE,
      status: 202,
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id } }, asker) => service.ask(id, asker),
    }),
  ];
}

function decisionCalls(service: HarvestService): Call[] {
  return [
    call({
      ...STAFF,
      method: 'get',
      path: '/v1/harvest/entries',
      operationId: 'listUndecidedHarvest',
      summary: 'What staff are to decide',
      description:
        'Entries of other sites that may be ones of ours, and those that changed or are gone there after ours was edited; oldest first.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      response: z.object({
        entries: z.array(harvestedSchema).describe(`The first ${MOST_UNDECIDED}`),
        total: z.int().describe('How many there are'),
      }),
      responseDescription: 'The entries',
      handle: () => service.undecided(MOST_UNDECIDED),
    }),
    call({
      ...STAFF,
      method: 'post',
      path: '/v1/harvest/entries/{id}/same',
      operationId: 'decideHarvestSame',
      summary: 'They are the same',
      description: 'Ours stays as it is, and this is not asked again.',
      params: harvested,
      body: z
        .strictObject({ entryId: z.string().max(100).describe('Id of our entry') })
        .meta({ id: 'SameEntry', description: 'Which entry of ours it is' }),
      example: { entryId: 'cs-medellin-green-corridors' },
      ...done,
      problems: ['not-found', 'conflict'],
      async handle({ params: { id }, body: { entryId } }, asker) {
        await service.same(id, entryId, asker);
        return { entryId };
      },
    }),
    call({
      ...STAFF,
      method: 'post',
      path: '/v1/harvest/entries/{id}/different',
      operationId: 'decideHarvestDifferent',
      summary: 'They are different: take it',
      description: 'An entry is made of it, a draft or published as its source has it.',
      params: harvested,
      body: NO_BODY,
      ...done,
      problems: ['not-found', 'conflict'],
      handle: async ({ params: { id } }, asker) => ({ entryId: await service.different(id, asker) }),
    }),
    call({
      ...STAFF,
      method: 'post',
      path: '/v1/harvest/entries/{id}/noted',
      operationId: 'noteHarvest',
      summary: 'Note that a change was seen',
      description: 'Ours stays as it is; the next change there is told again.',
      params: harvested,
      body: NO_BODY,
      ...done,
      problems: ['not-found'],
      async handle({ params: { id } }, asker) {
        await service.noted(id, asker);
        return {};
      },
    }),
  ];
}
