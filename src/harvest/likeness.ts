import { type CaseStudy, type Entry, type Provider, titleOf } from '../catalogue/entry.js';
import { type Places, placeKey } from '../catalogue/places.js';
import { analyse } from '../text/analyse.js';
import { WHYS, type Why } from './contract.js';

/** From which likeness on two entries are put before staff; measured by `npm run evaluate -- --duplicates`. */
export const LIKENESS = {
  /** Cosine of the texts, wherever they are. */
  meaning: 0.8,
  /** The same of two case studies of one city. */
  meaningInPlace: 0.62,
  /** Share of the words of both names that are in both (Jaccard). */
  words: 0.6,
  /** The same in one city, or of providers of one country. */
  wordsInPlace: 0.4,
} as const;

/** Degrees within which two cities are one, where their names differ. */
export const NEAR_DEGREES = 0.05;

/**
 * Why two entries of two sites may be one and the same, the surest reason first; empty: they are not.
 * @param cosine Likeness of their texts in meaning, in [-1, 1]; undefined where nobody can say.
 */
export function likenessOf(
  theirs: Entry,
  ours: Entry,
  cosine: number | undefined,
  places: Pick<Places, 'locate'>,
): Why[] {
  if (theirs.kind !== ours.kind) return [];
  const whys = new Set<Why>();
  if (linksOf(theirs).some((link) => linksOf(ours).includes(link))) whys.add('same-link');
  const inPlace =
    theirs.kind === 'case-study' && ours.kind === 'case-study'
      ? sameCity(theirs.body, ours.body, places)
      : theirs.kind === 'provider' && ours.kind === 'provider' && sameCountry(theirs.body, ours.body);
  const bothProviders = theirs.kind === 'provider';
  if (placeKey(titleOf(theirs)) === placeKey(titleOf(ours)) && (inPlace || bothProviders))
    whys.add('same-name');
  const words = sharedWords(theirs, ours);
  if (words >= LIKENESS.words) whys.add('same-words');
  if ((cosine ?? 0) >= LIKENESS.meaning) whys.add('same-meaning');
  if (
    inPlace &&
    (words >= LIKENESS.wordsInPlace || (!bothProviders && (cosine ?? 0) >= LIKENESS.meaningInPlace))
  )
    whys.add('same-place');
  return WHYS.filter((why) => whys.has(why));
}

/** Web addresses without protocol, "www." and what follows the page. */
function linksOf({ body }: Entry): string[] {
  const links = 'website' in body ? [body.sourceUrl, body.website] : [body.sourceUrl];
  return links.flatMap((link) => {
    if (link === null || !URL.canParse(link)) return [];
    const { host, pathname, search } = new URL(link);
    return [`${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`.toLowerCase()];
  });
}

/** By name, or by where the cities are: names differ between languages. */
function sameCity(a: CaseStudy, b: CaseStudy, places: Pick<Places, 'locate'>): boolean {
  if (a.country !== b.country) return false;
  if (placeKey(a.city) === placeKey(b.city)) return true;
  const [here, there] = [places.locate(a.city, a.country), places.locate(b.city, b.country)];
  if (here === undefined || there === undefined || here.approximate || there.approximate) return false;
  return (
    Math.abs(here.latitude - there.latitude) <= NEAR_DEGREES &&
    Math.abs(here.longitude - there.longitude) <= NEAR_DEGREES
  );
}

const sameCountry = (a: Provider, b: Provider) => a.headquarters.country === b.headquarters.country;

/** How many of the words of two names are in both, of all that are in either; in [0, 1]. The city counts for nothing. */
function sharedWords(a: Entry, b: Entry): number {
  const place = new Set(
    [a, b].flatMap(({ body }) => ('city' in body ? analyse(body.city, body.language) : [])),
  );
  const wordsOf = (entry: Entry) =>
    new Set(analyse(titleOf(entry), entry.body.language).filter((word) => !place.has(word)));
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const both = [...left].filter((word) => right.has(word)).length;
  const either = left.size + right.size - both;
  // One word alone says too little.
  return both < 2 ? 0 : both / either;
}
