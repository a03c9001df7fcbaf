import { z } from 'zod';
import type { Call } from '../http/api.js';
import { NO_PARAMETERS } from '../http/api.js';
import { fileCall } from '../http/file-call.js';
import type { OpenDataService, OpenFile, RdfFormat } from './contract.js';
import { SCHEMES } from './publication.js';

const TAG = 'Open data';
const open = { access: 'anyone', tag: TAG, params: NO_PARAMETERS, query: NO_PARAMETERS } as const;
/** Seconds: what follows the catalogue, and what a new version of the product alone changes. */
const SOON = 60;
const LATER = 3600;

const JSON_LD = 'application/ld+json';
const TURTLE = 'text/turtle';
const formatOf = (mediaType: string): RdfFormat => (mediaType === TURTLE ? 'turtle' : 'json-ld');

/** Exports, feed, sitemap and descriptions, for anyone. */
export function openDataCalls(service: OpenDataService): Call[] {
  return [
    ...exportCalls(service),
    ...rdfCalls({
      path: '/v1/open-data/catalog',
      operationId: 'DataCatalog',
      summary: 'What data there is',
      description: 'The data sets and the files they can be had as, in DCAT 3.',
      responseDescription: 'The catalogue of data',
      maxAgeSeconds: SOON,
      file: (format) => service.catalog(format),
    }),
    ...rdfCalls({
      path: '/v1/open-data/taxonomy',
      operationId: 'SkosTaxonomy',
      summary: 'The taxonomy as SKOS',
      description:
        'Sectors, goals, pathways, regions, countries and the thesaurus as concepts with their labels, and how they are tied.',
      responseDescription: 'The concepts',
      maxAgeSeconds: LATER,
      file: (format) => service.taxonomy(format),
    }),
    ...conceptCalls(service),
    ...crawlerCalls(service),
  ];
}

function exportCalls(service: OpenDataService): Call[] {
  const csv = (kind: 'case-study' | 'provider', name: string, operationId: string) =>
    fileCall({
      ...open,
      path: `/v1/open-data/${name}.csv`,
      operationId,
      summary: kind === 'provider' ? 'Providers as CSV' : 'Case studies as CSV',
      description:
        'All that are published (RFC 4180), in the columns that an import takes. `|` stands between the values of a list, `\\|` within one. An apostrophe stands before what a spreadsheet would take for a formula; an import takes it off.',
      mediaTypes: ['text/csv'],
      responseDescription: 'CSV with a header line',
      maxAgeSeconds: SOON,
      open: () => service.csv(kind),
    });
  return [
    fileCall({
      ...open,
      path: '/v1/open-data/entries.jsonl',
      operationId: 'exportEntries',
      summary: 'All entries as JSON Lines',
      description: 'Every published case study and provider, one a line, in the fields that an import takes.',
      mediaTypes: ['application/jsonl'],
      responseDescription: 'One JSON object a line',
      maxAgeSeconds: SOON,
      open: () => service.lines(),
    }),
    csv('case-study', 'case-studies', 'exportCaseStudies'),
    csv('provider', 'providers', 'exportProviders'),
  ];
}

/** One description at three addresses: as `Accept` asks, and by the ending of the address. */
function rdfCalls({
  path,
  operationId,
  file,
  ...told
}: {
  path: string;
  operationId: string;
  summary: string;
  description: string;
  responseDescription: string;
  maxAgeSeconds: number;
  file(format: RdfFormat): Promise<OpenFile>;
}): Call[] {
  return [
    fileCall({
      ...open,
      ...told,
      path,
      operationId: `get${operationId}`,
      description: `${told.description} As \`Accept\` asks: JSON-LD, or Turtle.`,
      mediaTypes: [JSON_LD, TURTLE],
      open: ({ mediaType }) => file(formatOf(mediaType)),
    }),
    fileCall({
      ...open,
      ...told,
      path: `${path}.jsonld`,
      operationId: `get${operationId}JsonLd`,
      mediaTypes: [JSON_LD],
      open: () => file('json-ld'),
    }),
    fileCall({
      ...open,
      ...told,
      path: `${path}.ttl`,
      operationId: `get${operationId}Turtle`,
      mediaTypes: [TURTLE],
      open: () => file('turtle'),
    }),
  ];
}

const scheme = z.enum(SCHEMES).describe('Scheme of concepts');

/** The addresses that are the concepts' names: people come to a page, programs to SKOS. */
function conceptCalls(service: OpenDataService): Call[] {
  const both = [JSON_LD, TURTLE] as const;
  return [
    fileCall({
      ...open,
      path: '/taxonomy/{scheme}',
      operationId: 'getScheme',
      summary: 'A scheme of concepts',
      description: 'What its address names, in SKOS; a browser is sent to the page about open data.',
      params: z.strictObject({ scheme }),
      mediaTypes: both,
      responseDescription: 'The scheme, without its concepts',
      maxAgeSeconds: LATER,
      problems: ['not-found'],
      open: async ({ params, mediaType, forPeople }) => {
        const file = await service.taxonomy(formatOf(mediaType), params);
        return forPeople ? { seeOther: '/open-data#taxonomy' } : file;
      },
    }),
    fileCall({
      ...open,
      path: '/taxonomy/{scheme}/{id}',
      operationId: 'getConcept',
      summary: 'A concept',
      description:
        'What its address names, in SKOS; a browser is sent to the entries of a sector or a country, or to the page about open data.',
      params: z.strictObject({ scheme, id: z.string().max(100).describe('Id of the concept') }),
      mediaTypes: both,
      responseDescription: 'The concept',
      maxAgeSeconds: LATER,
      problems: ['not-found'],
      open: async ({ params, mediaType, forPeople }) => {
        const file = await service.taxonomy(formatOf(mediaType), params);
        return forPeople ? { seeOther: pageOf(params) } : file;
      },
    }),
  ];
}

function pageOf({ scheme, id }: { scheme: (typeof SCHEMES)[number]; id: string }): string {
  const filter = { sectors: 'sector', countries: 'country' }[scheme as string];
  return filter === undefined ? '/open-data#taxonomy' : `/search?${new URLSearchParams({ [filter]: id })}`;
}

/** What crawlers and feed readers look for, at the addresses where they look. */
function crawlerCalls(service: OpenDataService): Call[] {
  return [
    fileCall({
      ...open,
      path: '/feed.atom',
      operationId: 'getFeed',
      summary: 'New and changed entries as a feed',
      description: 'Atom (RFC 4287), the last change first, page by page (RFC 5005: follow `rel="next"`).',
      query: z.strictObject({
        cursor: z.string().max(400).optional().describe('From the `next` link of the page before'),
      }),
      mediaTypes: ['application/atom+xml'],
      responseDescription: 'One page of the feed',
      maxAgeSeconds: SOON,
      open: ({ query }) => service.feed(query.cursor),
    }),
    fileCall({
      ...open,
      path: '/sitemap.xml',
      operationId: 'getSitemap',
      summary: 'The sitemap',
      description: 'Addresses of all pages (sitemaps.org); past 50,000 it is an index of its parts.',
      mediaTypes: ['application/xml'],
      responseDescription: 'The sitemap, or its index',
      maxAgeSeconds: SOON,
      open: () => service.sitemap(),
    }),
    fileCall({
      ...open,
      path: '/sitemap-{part}.xml',
      operationId: 'getSitemapPart',
      summary: 'A part of the sitemap',
      description: 'Where /sitemap.xml is an index: one of its parts.',
      params: z.strictObject({
        part: z.coerce
          .number()
          .int()
          .min(0)
          .max(100_000)
          .describe('Number of the part; 0 holds the pages that are no entries'),
      }),
      mediaTypes: ['application/xml'],
      responseDescription: 'The part',
      maxAgeSeconds: SOON,
      problems: ['not-found'],
      open: ({ params }) => service.sitemap(params.part),
    }),
    fileCall({
      ...open,
      path: '/robots.txt',
      operationId: 'getRobots',
      summary: 'What crawlers may read',
      description: 'RFC 9309: public pages and open data, and where the sitemap is.',
      mediaTypes: ['text/plain'],
      responseDescription: 'The rules',
      maxAgeSeconds: LATER,
      open: () => service.robots(),
    }),
  ];
}

/** Addresses outside `/v1` that are open to any site as it is. */
export const OPEN_ADDRESSES = [
  '/feed.atom',
  '/sitemap.xml',
  '/sitemap-:part.xml',
  '/robots.txt',
  '/taxonomy',
];
