import { countryName, regionName, regionsOf } from '../taxonomy/index.js';
import { sentencesOf } from '../text/sentences.js';
import type { CaseStudy, Entry, Provider } from './entry.js';
import { listCities } from './places.js';
import { createRandom, type Random } from './random.js';

/** Of the entries made, how many are case studies; as in the seeds. */
const CASE_SHARE = 0.55;
/** How often a sentence, measure or offering comes from another entry of the sector. */
const BORROWED = 0.5;

type Text = 'summary' | 'challenge' | 'solution' | 'outcomes' | 'description' | 'measures' | 'offerings';

/** Sentences (of measures and offerings: phrases) by sector and field. */
type Pool = ReadonlyMap<string, readonly string[]>;

interface World {
  random: Random;
  pool: Pool;
  cities: { name: string; country: string; population: number }[];
}

/**
 * Makes `count` entries that read like the seeds: each is a seed moved to another city, about half of its
 * sentences swapped for those of others in its sector, its figures changed. Providers come first, so that case
 * studies can name them. The same seeds, count and seed give the same entries, whose ids go from `pr-gen-000001`
 * and `cs-gen-000001`.
 */
export function* generateEntries(options: {
  seeds: readonly Entry[];
  count: number;
  seed?: number;
}): Generator<Entry> {
  const { seeds, count, seed = 1 } = options;
  const cases = seeds.flatMap((entry) => (entry.kind === 'case-study' ? [entry.body] : []));
  const providers = seeds.flatMap((entry) => (entry.kind === 'provider' ? [entry.body] : []));
  const world: World = { random: createRandom(seed), pool: poolOf(seeds), cities: listCities() };
  const caseCount = Math.round(count * CASE_SHARE);
  const bySector = new Map<string, string[]>();
  for (let n = 1; n <= count - caseCount; n++) {
    const body = makeProvider(world, world.random.pick(providers), n);
    for (const sector of body.sectors) listAt(bySector, sector).push(body.id);
    yield { id: body.id, kind: 'provider', body };
  }
  for (let n = 1; n <= caseCount; n++) {
    const body = makeCase(world, world.random.pick(cases), n, bySector);
    yield { id: body.id, kind: 'case-study', body };
  }
}

function makeCase(
  world: World,
  from: CaseStudy,
  n: number,
  providers: ReadonlyMap<string, string[]>,
): CaseStudy {
  const { random } = world;
  const city = random.pick(world.cities);
  const sector = random.pick(from.sectors);
  const known = providers.get(sector) ?? [];
  const delivered =
    known.length === 0 ? [] : Array.from({ length: random.between(0, 2) }, () => random.pick(known));
  const name = naming(city);
  const remake = (field: Text, text: string) =>
    mix(world, sector, field, sentencesOf(text, from.language)).map(name).join(' ');
  const region = regionsOf(city.country)[0];
  return {
    ...from,
    id: idOf('cs', n),
    title: name(placed(from.title, from)),
    summary: remake('summary', placed(from.summary, from)),
    challenge: remake('challenge', placed(from.challenge, from)),
    solution: remake('solution', placed(from.solution, from)),
    outcomes: remake('outcomes', placed(from.outcomes, from)),
    city: city.name,
    country: city.country,
    ...(region !== undefined && { region: regionName(region) }),
    population: Math.max(1_000, city.population),
    year: random.between(1995, 2025),
    measures: unique(mix(world, sector, 'measures', from.measures)),
    costBand: random.pick(['low', 'medium', 'high', 'unknown']),
    providers: unique(delivered),
    sourceUrl: `https://example.org/cases/${n}`,
    verified: random.chance(0.5),
  };
}

function makeProvider(world: World, from: Provider, n: number): Provider {
  const { random } = world;
  const city = random.pick(world.cities);
  const sector = random.pick(from.sectors);
  const title = madeUpName(random, from.kind, city.name);
  const sentences = sentencesOf(placed(from.description, from), from.language);
  const served = Array.from({ length: random.between(0, 5) }, () => random.pick(world.cities).country);
  return {
    ...from,
    id: idOf('pr', n),
    name: title,
    description: mix(world, sector, 'description', sentences).map(naming(city, title)).join(' '),
    offerings: unique(mix(world, sector, 'offerings', from.offerings)),
    countriesServed: unique([city.country, ...served]),
    headquarters: { city: city.name, country: city.country },
    website: `https://example.org/providers/${n}`,
    sourceUrl: `https://example.org/providers/${n}/about`,
    verified: random.chance(0.5),
  };
}

const idOf = (prefix: 'cs' | 'pr', n: number) => `${prefix}-gen-${String(n).padStart(6, '0')}`;
const unique = <T>(items: readonly T[]) => [...new Set(items)];
const poolKey = (sector: string, field: Text) => `${sector} ${field}`;

function listAt(map: Map<string, string[]>, key: string): string[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function poolOf(seeds: readonly Entry[]): Pool {
  const pool = new Map<string, string[]>();
  const add = (entry: Entry, field: Text, pieces: readonly string[]) => {
    for (const sector of entry.body.sectors) {
      listAt(pool, poolKey(sector, field)).push(...pieces);
    }
  };
  for (const entry of seeds) {
    const cut = (text: string) => sentencesOf(placed(text, entry.body), entry.body.language);
    if (entry.kind === 'provider') {
      add(entry, 'description', cut(entry.body.description));
      add(entry, 'offerings', entry.body.offerings);
      continue;
    }
    for (const field of ['summary', 'challenge', 'solution', 'outcomes'] as const)
      add(entry, field, cut(entry.body[field]));
    add(entry, 'measures', entry.body.measures);
  }
  return pool;
}

/** Each piece, or another of the same field and sector; figures vary by up to a third. */
function mix({ random, pool }: World, sector: string, field: Text, pieces: readonly string[]): string[] {
  const others = pool.get(poolKey(sector, field)) ?? [];
  return pieces.map((piece) => {
    const chosen = others.length > 0 && random.chance(BORROWED) ? random.pick(others) : piece;
    return chosen.replace(/(?<![\d.,-])\d{1,3}(?![\d.,-])/g, (figure) =>
      String(Math.max(1, Math.round(Number(figure) * (0.67 + random.next() * 0.66)))),
    );
  });
}

const CITY = '\u27e8city\u27e9';
const COUNTRY = '\u27e8country\u27e9';
const NAME = '\u27e8name\u27e9';

/** A text with the names of its own place, and of the provider itself, left open. */
function placed(text: string, from: CaseStudy | Provider): string {
  const at = 'headquarters' in from ? from.headquarters : from;
  const own = 'headquarters' in from ? from.name : null;
  return [
    [own, NAME],
    [at.city, CITY],
    [countryName(at.country), COUNTRY],
  ].reduce<string>((held, [name, open]) => (name && open ? held.replaceAll(name, open) : held), text);
}

function naming(city: { name: string; country: string }, provider = 'The team') {
  return (text: string) =>
    text
      .replaceAll(NAME, provider)
      .replaceAll(CITY, city.name)
      .replaceAll(COUNTRY, countryName(city.country));
}

const SYLLABLES = 'al ba co de el fi ga hy io ka lu ma no or pa ri so ta ur ve wa xi za'.split(' ');
const KINDS: Record<Provider['kind'], readonly string[]> = {
  company: ['Systems', 'Works', 'Engineering'],
  ngo: ['Foundation', 'Trust', 'Initiative'],
  utility: ['Utility', 'Services', 'Water and Power'],
  research: ['Institute', 'Laboratory', 'Centre'],
  consultancy: ['Consulting', 'Advisers', 'Partners'],
  'public-agency': ['Agency', 'Office', 'Authority'],
  network: ['Network', 'Alliance', 'Cooperative'],
};

function madeUpName(random: Random, kind: Provider['kind'], city: string): string {
  const word = Array.from({ length: random.between(2, 4) }, () => random.pick(SYLLABLES)).join('');
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)} ${random.pick(KINDS[kind])}`;
  return random.chance(0.3) ? `${name} ${city}` : name;
}
