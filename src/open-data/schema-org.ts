import type { EntryResponse } from '../catalogue/contract.js';
import type { Language } from '../languages.js';
import { countryName, sdgs, sectorLabel } from '../taxonomy/index.js';
import { conceptIri, entryIri, type Publication, schemeIri } from './publication.js';

type Json = Record<string, unknown>;

/** Kinds of providers that schema.org has a type for; the others are organisations. */
const TYPES: Partial<Record<string, string>> = { ngo: 'NGO', 'public-agency': 'GovernmentOrganization' };

/**
 * An entry in the words of schema.org, for who reads pages by program.
 * @param language Language of the names of sectors and goals; the entry's own texts are in its own.
 */
export function entryAsSchemaOrg(publication: Publication, entry: EntryResponse, language: Language): Json {
  const told =
    entry.caseStudy === undefined
      ? organisation(publication, entry, language)
      : article(publication, entry, language);
  return { '@context': 'https://schema.org', '@id': entryIri(publication, entry.id), ...told };
}

function article(publication: Publication, entry: EntryResponse, language: Language): Json {
  const { caseStudy, links, sourceUrl } = entry;
  const { site, publisher, licence } = publication;
  return {
    '@type': 'Article',
    url: entryIri(publication, entry.id),
    headline: entry.title,
    abstract: entry.summary,
    inLanguage: entry.language,
    datePublished: entry.createdAt,
    dateModified: entry.updatedAt,
    ...(caseStudy?.year !== undefined && { temporalCoverage: String(caseStudy.year) }),
    spatialCoverage: placeOf(entry, language),
    about: [...sectorsOf(publication, entry, language), ...goalsOf(publication, entry, language)],
    ...(caseStudy && caseStudy.measures.length > 0 && { keywords: caseStudy.measures }),
    ...(sourceUrl !== undefined && { isBasedOn: sourceUrl }),
    ...(links.length > 0 && {
      provider: links.map((link) => ({
        '@type': 'Organization',
        '@id': entryIri(publication, link.id),
        name: link.title,
      })),
    }),
    ...(publisher !== undefined && { publisher: { '@type': 'Organization', name: publisher } }),
    ...(licence !== undefined && { license: licence }),
    isPartOf: {
      '@type': 'Dataset',
      '@id': `${site}/open-data#entries`,
      name: 'CityMatch',
      url: `${site}/open-data`,
    },
  };
}

function organisation(publication: Publication, entry: EntryResponse, language: Language): Json {
  const { provider, links, sourceUrl } = entry;
  return {
    '@type': TYPES[provider?.type ?? ''] ?? 'Organization',
    name: entry.title,
    description: entry.summary,
    ...(provider?.website !== undefined && { url: provider.website }),
    mainEntityOfPage: entryIri(publication, entry.id),
    address: addressOf(entry),
    areaServed: (provider?.countriesServed ?? []).map((code) =>
      code === 'global'
        ? { '@type': 'Place', name: 'Worldwide' }
        : {
            '@type': 'Country',
            '@id': conceptIri(publication, 'countries', code),
            name: countryName(code, language),
          },
    ),
    knowsAbout: sectorsOf(publication, entry, language),
    makesOffer: (provider?.offerings ?? []).map((name) => ({
      '@type': 'Offer',
      itemOffered: { '@type': 'Service', name },
    })),
    subjectOf: [
      ...links.map((link) => ({
        '@type': 'Article',
        '@id': entryIri(publication, link.id),
        headline: link.title,
      })),
      ...(sourceUrl === undefined ? [] : [{ '@type': 'WebPage', url: sourceUrl }]),
    ],
  };
}

/** Where a case study took place. The middle of a country says nothing of a city, so it is left out. */
function placeOf(entry: EntryResponse, language: Language): Json {
  const { city, country, coordinates } = entry;
  const land = countryName(country, language);
  return {
    '@type': 'Place',
    name: city === undefined ? land : `${city}, ${land}`,
    address: addressOf(entry),
    ...(coordinates?.approximate === false && {
      geo: { '@type': 'GeoCoordinates', latitude: coordinates.latitude, longitude: coordinates.longitude },
    }),
  };
}

function addressOf({ city, country }: EntryResponse): Json {
  return {
    '@type': 'PostalAddress',
    ...(city !== undefined && { addressLocality: city }),
    addressCountry: country,
  };
}

function sectorsOf(publication: Publication, { sectors }: EntryResponse, language: Language): Json[] {
  return sectors.map((id) => ({
    '@type': 'DefinedTerm',
    '@id': conceptIri(publication, 'sectors', id),
    name: sectorLabel(id, language),
    termCode: id,
    inDefinedTermSet: schemeIri(publication, 'sectors'),
  }));
}

function goalsOf(publication: Publication, { caseStudy }: EntryResponse, language: Language): Json[] {
  return sdgs
    .filter(({ number }) => caseStudy?.sdgs.includes(number))
    .map(({ number, labels }) => ({
      '@type': 'DefinedTerm',
      '@id': conceptIri(publication, 'sdgs', number),
      name: labels[language],
      termCode: String(number),
      sameAs: `http://metadata.un.org/sdg/${number}`,
      inDefinedTermSet: schemeIri(publication, 'sdgs'),
    }));
}

const ESCAPED = /[<>&\u2028\u2029]/g;

/**
 * JSON that may stand within a `script` element of a page: no text in it can end the element, begin a comment in it,
 * or be read as a line break by anything that takes it for a script (HTML, 4.12.1.3).
 */
export function jsonForPage(value: unknown): string {
  return JSON.stringify(value).replace(
    ESCAPED,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
