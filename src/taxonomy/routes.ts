import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { LANGUAGES } from '../languages.js';
import { countries, pathways, regionName, regions, sdgs, sectors } from './index.js';

const labels = (languages: string) =>
  z.record(z.string(), z.string()).describe(`Label by language (${languages})`);

/** Answer of `GET /v1/taxonomy`. */
export const taxonomySchema = z
  .object({
    sectors: z
      .array(
        z.object({
          id: z.string().describe('Id, as entries and filters carry it'),
          labels: labels('en, es, fr, pt'),
        }),
      )
      .describe('Fields of work'),
    sdgs: z
      .array(
        z.object({
          number: z.int().min(1).max(17).describe('Number of the goal'),
          label: z.string().describe('Short English name'),
          labels: labels('en, es, fr, pt'),
          colour: z.string().describe('Official colour, sRGB'),
        }),
      )
      .describe('The Sustainable Development Goals of the United Nations'),
    pathways: z
      .array(
        z.object({
          id: z.string().describe('Id'),
          label: z.string().describe('English name'),
          labels: labels('en, es, fr, pt'),
        }),
      )
      .describe('The five pathways of ICLEI'),
    regions: z
      .array(
        z.object({
          code: z.string().describe('UN M49 code, three digits'),
          label: z.string().describe('English name'),
          labels: labels('en, es, fr, pt'),
          parent: z.string().nullable().describe('Code of the region around it; null for the world'),
          countries: z.array(z.string()).describe('ISO 3166-1 alpha-2 codes; of the smallest regions only'),
        }),
      )
      .describe('Regions of the UN M49 standard'),
    countries: z
      .array(
        z.object({
          code: z.string().describe('ISO 3166-1 alpha-2 code'),
          labels: labels('en, es, fr, pt, de'),
        }),
      )
      .describe('Countries and territories of ISO 3166-1'),
  })
  .meta({ id: 'Taxonomy', description: 'The lists that entries are filed under' });

/** `GET /v1/taxonomy`. */
export function taxonomyCalls(): Call[] {
  const answer = {
    sectors: sectors.map(({ id, labels }) => ({ id, labels })),
    sdgs: sdgs.map((goal) => ({ ...goal })),
    pathways: pathways.map((pathway) => ({ ...pathway })),
    regions: regions.map((region) => ({
      ...region,
      labels: Object.fromEntries(LANGUAGES.map((language) => [language, regionName(region.code, language)])),
      countries: [...region.countries],
    })),
    countries: countries.map(({ code, labels }) => ({ code, labels })),
  };
  return [
    call({
      method: 'get',
      access: 'anyone',
      path: '/v1/taxonomy',
      operationId: 'getTaxonomy',
      tag: 'Taxonomy',
      summary: 'Sectors, goals, pathways, regions, countries',
      description: 'Everything that entries are filed under, with labels: what the filters take.',
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: NO_BODY,
      response: taxonomySchema,
      responseDescription: 'The lists',
      maxAgeSeconds: 3600,
      handle: () => Promise.resolve(answer),
    }),
  ];
}
