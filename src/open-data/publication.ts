import type { Config } from '../config.js';
import { siteAddress } from '../config.js';

/** Under what name and terms the catalogue is published: nothing of it is taken for granted. */
export interface Publication {
  /** Where people reach the site, without a slash at the end: what addresses in open data begin with. */
  site: string;
  /** Who publishes the catalogue; absent: nobody is named. */
  publisher?: string | undefined;
  /** Address of the licence that the catalogue is published under; absent: none is stated. */
  licence?: string | undefined;
}

/** The publication as the settings tell. */
export function publicationOf(config: Config): Publication {
  return {
    site: siteAddress(config),
    publisher: config.openDataPublisher,
    licence: config.openDataLicence && new URL(config.openDataLicence).href,
  };
}

/** Absolute address of the page of an entry: its name for others too. */
export function entryIri({ site }: Publication, id: string): string {
  return `${site}/entries/${encodeURIComponent(id)}`;
}

/** Schemes of concepts that have an address of their own. */
export const SCHEMES = ['sectors', 'sdgs', 'pathways', 'regions', 'countries', 'thesaurus'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** Absolute address of a scheme of concepts. */
export function schemeIri({ site }: Publication, scheme: Scheme): string {
  return `${site}/taxonomy/${scheme}`;
}

/** Absolute address of a concept: its name for others too, which never changes. */
export function conceptIri(publication: Publication, scheme: Scheme, id: string | number): string {
  return `${schemeIri(publication, scheme)}/${encodeURIComponent(id)}`;
}
