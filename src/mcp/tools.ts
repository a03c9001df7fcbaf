import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import type { EntryResponse } from '../catalogue/contract.js';
import type { CatalogueHit, CatalogueSearch } from '../catalogue/search.js';
import { AppError } from '../errors.js';
import { type Exposure, placesOf } from '../fairness/contract.js';
import type { Language } from '../languages.js';
import type { Matcher } from '../matching/contract.js';
import type { SearchFilter } from '../search/port.js';
import { countries, countryName, pathways, regionName, regions, sdgs, sectors } from '../taxonomy/index.js';
import * as contract from './contract.js';
import { described } from './described.js';
import * as words from './words.js';

/** What the tools ask. All of it is published, so that there is nobody to be told apart. */
export interface McpServices {
  matcher: Matcher;
  search: CatalogueSearch;
  catalogue: { get(id: string): Promise<EntryResponse | undefined> };
  /** Counts what is shown; absent: nobody does. */
  exposure?: Exposure | undefined;
  /** Checks arguments against a schema. @throws AppError `bad-request`, naming every argument that is wrong. */
  check<T extends z.ZodType>(schema: T, given: unknown): z.output<T>;
}

/** What a tool answers: data of its output schema, and the same for those that read text alone. */
interface Answer {
  data: Record<string, unknown>;
  text: string;
}

/** A tool, ready to be registered. */
export interface Tool {
  title: string;
  description: string;
  inputSchema: StandardSchemaWithJSON;
  outputSchema: StandardSchemaWithJSON;
  /**
   * @param site Where the pages are, without a slash at the end.
   * @throws AppError `bad-request`, `not-found` or `unavailable`.
   */
  answer(given: unknown, site: string): Promise<Answer>;
}

interface Declaration<I extends z.ZodType, O extends z.ZodType<Record<string, unknown>>>
  extends Pick<Tool, 'title' | 'description'> {
  input: I;
  output: O;
  /** More than `output` holds may be given: the rest is dropped. */
  find(given: z.output<I>, urlOf: (id: string) => string): Promise<z.input<O>>;
  say(data: z.output<O>): string;
}

/** The tools by their names. */
export type Tools = Record<
  'match_challenge' | 'search_entries' | 'get_entry' | 'similar_entries' | 'list_taxonomy',
  Tool
>;

/** The tools over their services, made once. */
export function createTools(services: McpServices): Tools {
  const tool = <I extends z.ZodType, O extends z.ZodType<Record<string, unknown>>>(
    one: Declaration<I, O>,
  ): Tool => ({
    title: one.title,
    description: one.description,
    inputSchema: described(one.input, 'input'),
    outputSchema: described(one.output, 'output'),
    async answer(given, site) {
      const urlOf = (id: string) => `${site}/entries/${encodeURIComponent(id)}`;
      const data = one.output.parse(await one.find(services.check(one.input, given), urlOf));
      return { data, text: one.say(data) };
    },
  });
  const withPages = (hits: readonly CatalogueHit[], urlOf: (id: string) => string) =>
    hits.map((hit) => ({ ...hit, url: urlOf(hit.id) }));

  return {
    match_challenge: tool({
      title: 'Match a challenge of a city',
      description:
        'Finds case studies and solution providers that fit a problem of a city or local government, stated in its own words, and says why each fits and what to check before copying it. Use it whenever somebody describes a problem. Pass on their words whole, and what they said of the city: country, population. `confident: false` means that nothing in the catalogue fits: say exactly that, and do not present the results as solutions. The statement is neither stored nor logged.',
      input: contract.matchInputSchema,
      output: contract.matchOutputSchema,
      async find({ answerIn, ...request }, urlOf) {
        const answer = await services.matcher.match(request, { language: answerIn });
        services.exposure?.shown(placesOf(answer.results));
        return { ...answer, results: answer.results.map((result) => ({ ...result, url: urlOf(result.id) })) };
      },
      say: words.matchText,
    }),
    search_entries: tool({
      title: 'Search the catalogue',
      description:
        'Looks up published case studies and providers by a few words and by filters, with the number of all that are found. Use it for "what is there on X in Y", or to list; for a described problem use match_challenge. Values of one filter are alternatives, different filters must all hold. Scores rank one answer only.',
      input: contract.searchInputSchema,
      output: contract.searchOutputSchema,
      async find({ text, kinds, limit, offset, ...filters }, urlOf) {
        const answer = await services.search.search({
          ...{ text, limit, offset, facets: [] },
          filter: filterOf({ kind: kinds, ...filters }),
        });
        return { ...answer, hits: withPages(answer.hits, urlOf) };
      },
      say: words.searchText,
    }),
    get_entry: tool({
      title: 'Read one entry',
      description:
        'A published case study or provider, whole: challenge, solution, outcomes or offers, its source, when it was last confirmed, and what it is linked to. Use it before you tell details of an entry.',
      input: contract.entryInputSchema,
      output: contract.entryOutputSchema,
      find: async ({ id, answerIn }, urlOf) => ({
        ...(await entryOf(services, id, answerIn)),
        url: urlOf(id),
      }),
      say: words.entryText,
    }),
    similar_entries: tool({
      title: 'Entries like this one',
      description: 'The published entries nearest in meaning to one that is known, nearest first.',
      input: contract.similarInputSchema,
      output: contract.similarOutputSchema,
      async find({ id, limit }, urlOf) {
        await entryOf(services, id, 'en');
        const { hits, ...rest } = await services.search.similar(id, limit);
        return { ...rest, results: withPages(hits, urlOf) };
      },
      say: ({ results, degraded }) => words.similarText(results, degraded),
    }),
    list_taxonomy: tool({
      title: 'Sectors, goals, pathways, regions, countries',
      description:
        'The lists that entries are filed under: the values that filters of the other tools take, with their names.',
      input: contract.taxonomyInputSchema,
      output: contract.taxonomyOutputSchema,
      find: ({ lists, answerIn }) => Promise.resolve(taxonomyIn(lists, answerIn)),
      say: words.taxonomyText,
    }),
  };
}

/**
 * A published entry, its country named in a language.
 * @throws AppError `not-found` for an id of none.
 */
async function entryOf(
  { catalogue }: Pick<McpServices, 'catalogue'>,
  id: string,
  language: Language,
): Promise<EntryResponse> {
  const entry = await catalogue.get(id);
  if (entry !== undefined) return { ...entry, countryName: countryName(entry.country, language) };
  throw new AppError('not-found', 'No published entry has this id', {
    fields: [{ path: 'id', message: 'is the id of no published entry; search_entries gives ids' }],
  });
}

/** Filters as the engine takes them: values as text, and none that is absent. */
function filterOf(
  given: Partial<Record<keyof SearchFilter, readonly (string | number)[] | undefined>>,
): SearchFilter {
  return Object.fromEntries(
    Object.entries(given).flatMap(([facet, values]) => (values ? [[facet, values.map(String)]] : [])),
  );
}

/** The lists asked for, named in one language. */
function taxonomyIn(
  lists: readonly (keyof contract.TaxonomyOutput)[],
  language: Language,
): contract.TaxonomyOutput {
  const wanted = (list: keyof contract.TaxonomyOutput) => lists.includes(list);
  return {
    ...(wanted('sectors') && { sectors: sectors.map(({ id, labels }) => ({ id, label: labels[language] })) }),
    ...(wanted('sdgs') && {
      sdgs: sdgs.map(({ number, labels }) => ({ id: number, label: labels[language] })),
    }),
    ...(wanted('pathways') && {
      pathways: pathways.map(({ id, labels }) => ({ id, label: labels[language] })),
    }),
    ...(wanted('regions') && {
      regions: regions.map(({ code, countries: held }) => ({
        id: code,
        label: regionName(code, language),
        countries: [...held],
      })),
    }),
    ...(wanted('countries') && {
      countries: countries.map(({ code }) => ({ id: code, label: countryName(code, language) })),
    }),
  };
}
