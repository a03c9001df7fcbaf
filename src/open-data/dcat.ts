import { sectors } from '../taxonomy/index.js';
import { conceptIri, type Publication, SCHEMES, schemeIri } from './publication.js';
import { describe, inLanguages, type Name, type Statement, type Value } from './rdf.js';
import { ENTRIES_TEXT, ENTRIES_TITLE, TAXONOMY_TEXT, TAXONOMY_TITLE, TITLE } from './words.js';

/** What the catalogue of data tells of the entries. */
export interface EntriesInNumbers {
  /** When an entry changed last; absent: there is none. */
  modifiedAt: Date | undefined;
  /** BCP 47 languages that entries are written in. */
  languages: readonly string[];
}

const IANA = 'https://www.iana.org/assignments/media-types/';

/** A file that the data can be had as. */
interface File {
  name: string;
  title: string;
  path: string;
  /** As registered with IANA; absent: it is not. */
  mediaType?: string;
}

const ENTRY_FILES: readonly File[] = [
  {
    name: 'case-studies-csv',
    title: 'Case studies as CSV',
    path: '/v1/open-data/case-studies.csv',
    mediaType: 'text/csv',
  },
  {
    name: 'providers-csv',
    title: 'Providers as CSV',
    path: '/v1/open-data/providers.csv',
    mediaType: 'text/csv',
  },
  {
    name: 'entries-jsonl',
    title: 'Case studies and providers as JSON Lines',
    path: '/v1/open-data/entries.jsonl',
  },
  {
    name: 'feed',
    title: 'New and changed entries as a feed',
    path: '/feed.atom',
    mediaType: 'application/atom+xml',
  },
  {
    name: 'changes',
    title: 'Changes and withdrawals in their order, for harvesters',
    path: '/v1/changes',
    mediaType: 'application/json',
  },
];

const TAXONOMY_FILES: readonly File[] = [
  {
    name: 'taxonomy-turtle',
    title: 'SKOS as Turtle',
    path: '/v1/open-data/taxonomy.ttl',
    mediaType: 'text/turtle',
  },
  {
    name: 'taxonomy-json-ld',
    title: 'SKOS as JSON-LD',
    path: '/v1/open-data/taxonomy.jsonld',
    mediaType: 'application/ld+json',
  },
];

/** The catalogue of data in DCAT 3 (W3C Recommendation, 2024): two data sets, their files, and the API. */
export function catalogueAsDcat(publication: Publication, entries: EntriesInNumbers): Statement[] {
  const { site, publisher, licence } = publication;
  const at = (name: string) => ({ iri: `${site}/open-data#${name}` });
  const terms: Partial<Record<Name, Value | undefined>> = {
    'dct:license': licence === undefined ? undefined : { iri: licence },
    'dct:publisher': publisher === undefined ? undefined : at('publisher'),
  };
  const page = { iri: `${site}/open-data` };
  const modified: Value | undefined = entries.modifiedAt && {
    text: entries.modifiedAt.toISOString(),
    type: 'xsd:dateTime',
  };
  const described = (files: readonly File[]) =>
    files.flatMap((file) => describeFile(publication, at(file.name).iri, file));
  return [
    ...describe(at('catalog').iri, ['dcat:Catalog'], {
      'dct:title': inLanguages(TITLE),
      'dct:description': inLanguages(ENTRIES_TEXT),
      'foaf:homepage': page,
      'dct:modified': modified,
      'dcat:dataset': [at('entries'), at('taxonomy')],
      'dcat:service': at('api'),
      'dcat:themeTaxonomy': { iri: schemeIri(publication, 'sectors') },
      ...terms,
    }),
    ...describe(at('entries').iri, ['dcat:Dataset'], {
      'dct:title': inLanguages(ENTRIES_TITLE),
      'dct:description': inLanguages(ENTRIES_TEXT),
      'dct:identifier': { text: at('entries').iri },
      'dcat:landingPage': page,
      'dct:modified': modified,
      'dct:language': languagesOf(entries.languages),
      'dcat:keyword': ['cities', 'climate action', 'case studies', 'sustainable development'].map((text) => ({
        text,
        language: 'en',
      })),
      'dcat:theme': sectors.map(({ id }) => ({ iri: conceptIri(publication, 'sectors', id) })),
      'dcat:distribution': [...ENTRY_FILES.map(({ name }) => at(name)), at('entries-api')],
      ...terms,
    }),
    ...described(ENTRY_FILES),
    ...describe(at('entries-api').iri, ['dcat:Distribution'], {
      'dct:title': { text: 'The API', language: 'en' },
      'dcat:accessURL': { iri: `${site}/v1/search` },
      'dcat:accessService': at('api'),
      'dcat:mediaType': { iri: `${IANA}application/json` },
      'dct:license': terms['dct:license'],
      'dct:rights': at('coordinates'),
    }),
    ...describe(at('taxonomy').iri, ['dcat:Dataset'], {
      'dct:title': inLanguages(TAXONOMY_TITLE),
      'dct:description': inLanguages(TAXONOMY_TEXT),
      'dct:identifier': { text: at('taxonomy').iri },
      'dcat:landingPage': page,
      'dct:conformsTo': { iri: 'http://www.w3.org/TR/skos-reference' },
      'dct:hasPart': SCHEMES.map((scheme) => ({ iri: schemeIri(publication, scheme) })),
      'dcat:distribution': TAXONOMY_FILES.map(({ name }) => at(name)),
      ...terms,
    }),
    ...described(TAXONOMY_FILES),
    ...describe(at('api').iri, ['dcat:DataService'], {
      'dct:title': { text: 'The HTTP API, version 1', language: 'en' },
      'dcat:endpointURL': { iri: `${site}/v1` },
      'dcat:endpointDescription': { iri: `${site}/openapi.json` },
      'dcat:servesDataset': at('entries'),
      'dct:publisher': terms['dct:publisher'],
    }),
    ...describe(at('coordinates').iri, ['dct:RightsStatement'], {
      'rdfs:label': {
        text: 'Coordinates of cities come from GeoNames (CC BY 4.0), the middle of a country from mledoze/countries (ODbL 1.0).',
        language: 'en',
      },
    }),
    ...(publisher === undefined
      ? []
      : describe(at('publisher').iri, ['foaf:Agent'], { 'foaf:name': { text: publisher } })),
  ];
}

function describeFile(
  { site, licence }: Publication,
  iri: string,
  { title, path, mediaType }: File,
): Statement[] {
  return describe(iri, ['dcat:Distribution'], {
    'dct:title': { text: title, language: 'en' },
    'dcat:accessURL': { iri: `${site}${path}` },
    'dcat:downloadURL': { iri: `${site}${path}` },
    'dcat:mediaType': mediaType === undefined ? undefined : { iri: `${IANA}${mediaType}` },
    'dct:format': mediaType === undefined ? { iri: 'https://jsonlines.org/' } : undefined,
    'dct:license': licence === undefined ? undefined : { iri: licence },
  });
}

/** Languages as DCAT names them: those of ISO 639-1 at the Library of Congress. */
function languagesOf(tags: readonly string[]): Value[] {
  const codes = new Set(tags.map((tag) => tag.split('-')[0] ?? '').filter((code) => code.length === 2));
  return [...codes].sort().map((code) => ({ iri: `http://id.loc.gov/vocabulary/iso639-1/${code}` }));
}
