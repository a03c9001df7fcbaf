import { type CaseStudy, type Entry, titleOf } from '../catalogue/entry.js';
import { type Places, placeKey } from '../catalogue/places.js';
import { analyse } from '../text/analyse.js';
import { tokenize } from '../text/tokenize.js';
import { WHYS, type Why } from './contract.js';

/** From which likeness on two entries are put before staff; measured by `npm run evaluate -- --duplicates`. */
const LIKENESS = {
  /** Cosine of the texts, wherever they are. */
  meaning: 0.8,
  /** The same of two case studies of one city. */
  meaningInPlace: 0.7,
  /** Share of the words of both names that are in both (Jaccard). */
  words: 0.6,
  /** The same in one city. */
  wordsInPlace: 0.4,
  /** Share of the sectors of both that are in both, of two case studies of one city. */
  sectors: 0.5,
  /** Years between those two, at most, where both are known. */
  years: 3,
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
  const meaning = cosine ?? 0;
  const words = sharedWords(theirs, ours);
  const sameTitle = placeKey(titleOf(theirs)) === placeKey(titleOf(ours));
  if (linksOf(theirs).some((link) => linksOf(ours).includes(link))) whys.add('same-link');
  if (words >= LIKENESS.words) whys.add('same-words');
  if (meaning >= LIKENESS.meaning) whys.add('same-meaning');
  if (theirs.kind === 'provider' && ours.kind === 'provider') {
    if (sameTitle) whys.add('same-name');
    const inCountry = theirs.body.headquarters.country === ours.body.headquarters.country;
    if (inCountry && isPartOf(theirs.body.name, ours.body.name)) whys.add('same-place');
  }
  if (
    theirs.kind === 'case-study' &&
    ours.kind === 'case-study' &&
    sameCity(theirs.body, ours.body, places)
  ) {
    if (sameTitle) whys.add('same-name');
    const alike = words >= LIKENESS.wordsInPlace || meaning >= LIKENESS.meaningInPlace;
    if (alike || sameSubject(theirs.body, ours.body)) whys.add('same-place');
  }
  return WHYS.filter((why) => whys.has(why));
}

/** Whether they are filed under the same, and of about the same year. */
function sameSubject(a: CaseStudy, b: CaseStudy): boolean {
  if (a.year !== null && b.year !== null && Math.abs(a.year - b.year) > LIKENESS.years) return false;
  const both = a.sectors.filter((sector) => b.sectors.includes(sector)).length;
  const either = new Set([...a.sectors, ...b.sectors]).size;
  return a.sectors[0] === b.sectors[0] || both / either >= LIKENESS.sectors;
}

/** Whether all words of one name are in the other: "Manila Water" and "Manila Water Company, Inc.". */
function isPartOf(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => new Set(tokenize(name).map(({ term }) => term)));
  if (one === undefined || other === undefined || one.size === 0 || other.size === 0) return false;
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  return [...few].every((word) => many.has(word));
}

/** Its own page, without protocol and "www."; of a provider its website: one page may tell of several providers. */
function linksOf({ body }: Entry): string[] {
  return ['website' in body ? body.website : body.sourceUrl].flatMap((link) => {
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
