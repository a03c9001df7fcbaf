import { z } from 'zod';
import { entryResponseSchema, searchResponseSchema } from '../catalogue/contract.js';
import { matchResponseSchema, matchResultSchema } from '../matching/contract.js';

/** Where people read on: pages of this site. */
const page = z.string().describe('Address of its page on this site');
const countryName = z.string().describe('Name of its country in the language of the answer');

/** Answer of `GET /v1/widget/search`: as `GET /v1/search`, within the key's scope. */
export const widgetSearchSchema = searchResponseSchema
  .extend({
    hits: z
      .array(searchResponseSchema.shape.hits.element.extend({ page, countryName }))
      .describe('Best first'),
    labels: z
      .record(z.string(), z.record(z.string(), z.string()))
      .describe('For each facet asked for: the name of each value counted, in the language of the answer'),
  })
  .meta({
    id: 'WidgetSearchResponse',
    description: 'One page of what was found within the scope of the key',
  });

/** Answer of `POST /v1/widget/match`: as `POST /v1/match`, within the key's scope. */
export const widgetMatchSchema = matchResponseSchema
  .extend({
    results: z
      .array(matchResultSchema.extend({ page, countryName: countryName.optional() }))
      .describe('Best first'),
  })
  .meta({ id: 'WidgetMatchResponse', description: 'Explained matches within the scope of the key' });

/** Answer of `GET /v1/widget/entries/{id}`: as `GET /v1/entries/{id}`, its links within the key's scope. */
export const widgetEntrySchema = entryResponseSchema
  .extend({ page })
  .meta({ id: 'WidgetEntry', description: 'An entry within the scope of the key' });

/** Body of `POST /v1/widget/events`: what a reader did, counted by key and day. */
export const widgetEventSchema = z
  .strictObject({
    event: z
      .enum(['select', 'hand-over'])
      .describe('`select`: opened a result; `hand-over`: went on to the form for challenges'),
  })
  .meta({ id: 'WidgetEvent', description: 'Something to be counted; nothing tells by whom' });

export type WidgetSearchResponse = z.infer<typeof widgetSearchSchema>;
export type WidgetMatchResponse = z.infer<typeof widgetMatchSchema>;
export type WidgetEvent = z.infer<typeof widgetEventSchema>;
export type WidgetEntry = z.infer<typeof widgetEntrySchema>;
