import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Entry, entrySchema } from '../../src/catalogue/entry.js';
import { createPlaces } from '../../src/catalogue/places.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { createCachedEmbedder } from '../../src/embedding/cache.js';
import { createEmbedder } from '../../src/embedding/create.js';
import { ensureModel } from '../../src/embedding/ensure.js';
import type { Why } from '../../src/harvest/contract.js';
import { findDuplicates } from '../../src/harvest/find-duplicates.js';
import { rebuildIndex } from '../../src/indexing/rebuild.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';

const lineSchema = z.object({
  id: z.string(),
  /** The entry of the seeds that it tells of once more. */
  of: z.string(),
  how: z.enum(['retold', 'translated', 'renamed']),
  half: z.enum(['worked on', 'held out']),
  language: z.string(),
  entry: z.record(z.string(), z.unknown()),
});

/** An entry as another site may have it, and which of ours it is; null: none. */
export interface Variant {
  id: string;
  entry: Entry;
  of: string | null;
  group: string;
  half: 'worked on' | 'held out' | 'both';
}

/** As a site has it that files it under none of our sectors, and knows no year: city and text alone can tell. */
const FILED_ELSEWHERE = { sectors: ['digital-data'], year: null };

const firstSentence = (text: string) => /^.+?[.!?](?=\s|$)/su.exec(text)?.[0] ?? text;

/**
 * An entry of the seeds as another site tells it: without its web addresses, and of a case study without the texts that
 * the line does not give, whose words would be ours.
 */
function variantOf(entry: Entry, changes: Record<string, unknown>, language: string): Entry {
  const { id, kind } = entry;
  const bare =
    entry.kind === 'case-study'
      ? { ...entry.body, outcomes: '', measures: [], providers: [], sourceUrl: null }
      : { ...entry.body, offerings: [], sourceUrl: null, website: null };
  const summary = changes.summary;
  const told = typeof summary === 'string' ? { challenge: summary, solution: summary } : {};
  return entrySchema.parse({ id, kind, body: { ...bare, ...told, ...changes, language } });
}

/** Half as long: the first sentence of each text, the city left out of the title. */
function shortened(entry: Extract<Entry, { kind: 'case-study' }>): Entry {
  const { title, summary, challenge, solution, city, language } = entry.body;
  const rest = title.replace(`${city}: `, '');
  return variantOf(
    entry,
    {
      title: rest.charAt(0).toUpperCase() + rest.slice(1),
      ...{
        summary: firstSentence(summary),
        challenge: firstSentence(challenge),
        solution: firstSentence(solution),
      },
    },
    language,
  );
}

/** Entries that are ones of the seeds, told otherwise; and every entry of the seeds, for a catalogue that lacks it. */
export async function readVariants(file: string): Promise<Variant[]> {
  const seeds = await readEntries();
  const byId = new Map(seeds.map((entry) => [entry.id, entry]));
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const told = lines.flatMap((text): Variant[] => {
    const { id, of, how, half, language, entry } = lineSchema.parse(JSON.parse(text));
    const seed = byId.get(of);
    if (seed === undefined) throw new Error(`${id} is of no entry of the seeds: ${of}`);
    const one = { id, entry: variantOf(seed, entry, language), of, group: how, half };
    if (seed.kind === 'provider') return [one];
    const elsewhere = variantOf(seed, { ...entry, ...FILED_ELSEWHERE }, language);
    return [one, { ...one, id: `${id}-elsewhere`, entry: elsewhere, group: `${how}, filed elsewhere` }];
  });
  const short = seeds.flatMap((seed): Variant[] =>
    seed.kind === 'provider'
      ? []
      : [
          {
            id: `shortened-${seed.id}`,
            entry: shortened(seed),
            of: seed.id,
            group: 'shortened',
            half: 'both',
          },
        ],
  );
  const cities = new Map<string, number>();
  const cityOf = (entry: Entry) => ('city' in entry.body ? `${entry.body.country} ${entry.body.city}` : '');
  for (const seed of seeds) cities.set(cityOf(seed), (cities.get(cityOf(seed)) ?? 0) + 1);
  const others = seeds.map((entry): Variant => {
    const sameCity = entry.kind === 'case-study' && (cities.get(cityOf(entry)) ?? 0) > 1;
    const group =
      entry.kind === 'provider' ? 'another provider' : sameCity ? 'another case of a city' : 'another city';
    return { id: `other-${entry.id}`, entry, of: null, group, half: 'both' };
  });
  return [...told, ...short, ...others];
}

/** What was found for one. */
export interface Found {
  variant: Variant;
  /** Ours that staff would be shown, the surest first. */
  shown: { id: string; why: Why[] }[];
}

interface Setting {
  model: string | undefined;
  dataDir: string;
  log: Logger;
}

/** Looks for each among the seeds, as a harvest does; an entry that is none of ours in a catalogue without it. */
export async function findVariants(variants: readonly Variant[], setting: Setting): Promise<Found[]> {
  const { model, dataDir, log } = setting;
  if (model === undefined) await ensureModel({ dataDir, log });
  const plain = await createEmbedder({ model, dataDir, log });
  const { db, close } = await openDatabase({ dataDir: ':memory:', log });
  const store = createCatalogueStore(db);
  await store.save(await readEntries());
  const embedder = createCachedEmbedder({ db, embedder: plain });
  const engine = await createEmbeddedEngine({ log });
  await rebuildIndex({ store, engine }, embedder);
  const deps = { db, engine, embedder: () => embedder, places: createPlaces() };
  const found: Found[] = [];
  for (const variant of variants) {
    const shown = await findDuplicates(
      deps,
      variant.entry,
      undefined,
      variant.of === null ? variant.entry.id : '',
    );
    found.push({ variant, shown });
  }
  await engine.close();
  await plain.close();
  await close();
  return found;
}

const share = (part: number, all: number) => (all === 0 ? '–' : (part / all).toFixed(2)).padStart(9);

/** Prints for each group how many were put before staff, and how many rightly. */
export function printDuplicates(found: readonly Found[]): void {
  const isRight = ({ variant, shown }: Found) => shown.some(({ id }) => id === variant.of);
  for (const half of ['worked on', 'held out'] as const) {
    const here = found.filter(({ variant }) => variant.half === half || variant.half === 'both');
    const same = here.filter(({ variant }) => variant.of !== null);
    const others = here.filter(({ variant }) => variant.of === null);
    const asked = here.filter(({ shown }) => shown.length > 0);
    const right = same.filter(isRight);
    console.log(`\n${half}`);
    console.log(
      `${'  the same, told otherwise'.padEnd(34)}${'entries'.padStart(9)}${'found'.padStart(9)}${'recall'.padStart(9)}`,
    );
    for (const group of [...new Set(same.map(({ variant }) => variant.group)), 'all']) {
      const mine = same.filter(({ variant }) => group === 'all' || variant.group === group);
      const hits = mine.filter(isRight).length;
      console.log(
        `  ${group.padEnd(32)}${String(mine.length).padStart(9)}${String(hits).padStart(9)}${share(hits, mine.length)}`,
      );
    }
    console.log(
      `${'  none of ours'.padEnd(34)}${'entries'.padStart(9)}${'asked'.padStart(9)}${'share'.padStart(9)}`,
    );
    for (const group of [...new Set(others.map(({ variant }) => variant.group)), 'all']) {
      const mine = others.filter(({ variant }) => group === 'all' || variant.group === group);
      const wrong = mine.filter(({ shown }) => shown.length > 0).length;
      console.log(
        `  ${group.padEnd(32)}${String(mine.length).padStart(9)}${String(wrong).padStart(9)}${share(wrong, mine.length)}`,
      );
    }
    console.log(
      `  precision: ${right.length} of ${asked.length} asked rightly, ${(right.length / asked.length).toFixed(3)}`,
    );
    for (const one of same.filter((each) => !isRight(each))) console.log(`  not found: ${one.variant.id}`);
    for (const { variant, shown } of others.filter((each) => each.shown.length > 0)) {
      const list = shown.map(({ id, why }) => `${id} (${why.join(', ')})`).join('; ');
      console.log(`  asked in vain: ${variant.entry.id}: ${list}`);
    }
  }
}
