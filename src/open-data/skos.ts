import { LANGUAGES } from '../languages.js';
import { countries, pathways, regionName, regions, sdgs, sectors } from '../taxonomy/index.js';
import type { Concept } from '../taxonomy/thesaurus.js';
import { conceptIri, type Publication, type Scheme, schemeIri } from './publication.js';
import { describe, inLanguages, type Name, type Statement, type Value } from './rdf.js';

/** A concept on its way into SKOS. */
interface Described {
  id: string;
  labels: Readonly<Record<string, string>>;
  /** Other words for it, by language. */
  others?: Readonly<Record<string, readonly string[]>>;
  notation: string;
  /** Ids of broader concepts of the same scheme; none: it is a top concept. */
  broader?: readonly string[];
  more?: Partial<Record<Name, readonly Value[]>>;
}

const TITLES: Record<Scheme, string> = {
  sectors: 'Sectors',
  sdgs: 'Sustainable Development Goals',
  pathways: 'Pathways of ICLEI',
  regions: 'Regions of UN M49',
  countries: 'Countries and territories of ISO 3166-1',
  thesaurus: 'Urban challenges, measures and subjects',
};

/** What the kinds of the thesaurus' concepts are called. */
const KINDS: Record<Concept['kind'], string> = {
  problem: 'Problems',
  measure: 'Measures',
  topic: 'Subjects',
  constraint: 'What binds a city’s hands',
  outside: 'Subjects that the catalogue does not cover',
};

/** The United Nations' own names of the goals (metadata.un.org/sdg). */
const goalIri = (number: number) => `http://metadata.un.org/sdg/${number}`;

/** Everything that entries are filed under, and the thesaurus, as SKOS (W3C Recommendation, 2009). */
export function taxonomyAsSkos(publication: Publication, concepts: readonly Concept[]): Statement[] {
  const sectorLinks = (ids: readonly string[]) =>
    ids.map((id) => ({ iri: conceptIri(publication, 'sectors', id) }));
  const all: Record<Scheme, Described[]> = {
    sectors: sectors.map(({ id, labels }) => ({ id, labels, notation: id })),
    sdgs: sdgs.map(({ number, labels }) => ({
      id: String(number),
      labels,
      notation: String(number),
      more: { 'skos:exactMatch': [{ iri: goalIri(number) }] },
    })),
    pathways: pathways.map(({ id, labels }) => ({ id, labels, notation: id })),
    regions: regions.map(({ code, parent }) => ({
      id: code,
      labels: Object.fromEntries(LANGUAGES.map((language) => [language, regionName(code, language)])),
      notation: code,
      broader: parent === null ? [] : [parent],
    })),
    countries: countries.map(({ code, labels }) => ({
      id: code,
      labels,
      notation: code,
      more: {
        'skos:broadMatch': regions
          .filter((region) => region.countries.includes(code))
          .map((region) => ({ iri: conceptIri(publication, 'regions', region.code) })),
      },
    })),
    thesaurus: concepts.map((concept) => ({
      id: concept.id,
      labels: concept.label,
      others: concept.phrases,
      notation: concept.id,
      broader: concept.broader ?? [],
      more: { 'skos:relatedMatch': sectorLinks(concept.sectors) },
    })),
  };
  const schemes = Object.entries(all).flatMap(([scheme, list]) =>
    // The keys of the record are the schemes.
    describeScheme(publication, scheme as Scheme, list),
  );
  return [...schemes, ...describeKinds(publication, concepts)];
}

function describeScheme(
  publication: Publication,
  scheme: Scheme,
  concepts: readonly Described[],
): Statement[] {
  const itself = schemeIri(publication, scheme);
  const iri = (id: string) => conceptIri(publication, scheme, id);
  const tops = concepts.filter(({ broader = [] }) => broader.length === 0);
  return [
    ...describe(itself, ['skos:ConceptScheme'], {
      'dct:title': { text: TITLES[scheme], language: 'en' },
      'skos:prefLabel': { text: TITLES[scheme], language: 'en' },
      'dct:publisher':
        publication.publisher === undefined ? undefined : { iri: `${publication.site}/open-data#publisher` },
      'dct:license': publication.licence === undefined ? undefined : { iri: publication.licence },
      'skos:hasTopConcept': tops.map(({ id }) => ({ iri: iri(id) })),
    }),
    ...concepts.flatMap(({ id, labels, others = {}, notation, broader = [], more }) =>
      describe(iri(id), ['skos:Concept'], {
        'skos:inScheme': { iri: itself },
        'skos:topConceptOf': broader.length === 0 ? { iri: itself } : undefined,
        'skos:notation': { text: notation },
        'skos:prefLabel': inLanguages(labels),
        'skos:altLabel': otherLabels(labels, others),
        'skos:broader': broader.map((one) => ({ iri: iri(one) })),
        'skos:narrower': concepts
          .filter((one) => one.broader?.includes(id))
          .map((one) => ({ iri: iri(one.id) })),
        ...more,
      }),
    ),
  ];
}

/** Every other word once; what is the label already is no other label (SKOS Reference, S13). */
function otherLabels(labels: Described['labels'], others: NonNullable<Described['others']>): Value[] {
  return Object.entries(others).flatMap(([language, words]) =>
    [...new Set(words)].filter((text) => text !== labels[language]).map((text) => ({ text, language })),
  );
}

/** The kinds of the thesaurus as collections of its concepts. */
function describeKinds(publication: Publication, concepts: readonly Concept[]): Statement[] {
  return Object.entries(KINDS).flatMap(([kind, label]) =>
    describe(`${schemeIri(publication, 'thesaurus')}#${kind}`, ['skos:Collection'], {
      'skos:prefLabel': { text: label, language: 'en' },
      'skos:member': concepts
        .filter((concept) => concept.kind === kind)
        .map(({ id }) => ({ iri: conceptIri(publication, 'thesaurus', id) })),
    }),
  );
}
