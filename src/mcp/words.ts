import type { EntryOutput, Hit, MatchOutput, SearchOutput, TaxonomyOutput } from './contract.js';

/** What a tool says beside its data, for assistants that read text alone. */

const KINDS = { 'case-study': 'case study', provider: 'provider' } as const;
const BANDS = { high: 'fits well', medium: 'fits in part', low: 'weak' } as const;
const DEGRADED =
  'A part of the server is away: this answer goes by words alone and may miss good entries. Say so, and ask again later where it matters.';

type MatchLine = MatchOutput['results'][number];

/** An answer to a challenge. That nothing fits is said first and so that it cannot be taken for a recommendation. */
export function matchText({ confident, degraded, corrected, results }: MatchOutput): string {
  const told = [
    confident
      ? `The catalogue has what fits this challenge: ${results.length} entries, best first.`
      : 'Nothing in the catalogue fits this challenge (confident: false). Tell the person so, plainly.',
    degraded && DEGRADED,
    corrected && `Read as: ${corrected.map(({ from, to }) => `"${from}" as "${to}"`).join(', ')}.`,
    !confident &&
      results.length > 0 &&
      'These are only the nearest entries, all weak. They are no recommendation; name them only as such, if at all.',
  ];
  return lines([...told, '', ...results.map((result, index) => matchLine(result, index + 1))]);
}

function matchLine(result: MatchLine, place: number): string {
  const reasons = (stance: 'for' | 'against') =>
    result.reasons.filter((reason) => reason.stance === stance).map(({ text }) => text);
  const [pros, cons] = [reasons('for'), reasons('against')];
  return lines([
    `${place}. ${titled(result)}: ${BANDS[result.band]}`,
    pros.length > 0 && `   Why: ${pros.join(' ')}`,
    cons.length > 0 && `   Check first: ${cons.join(' ')}`,
    result.evidence.length > 0 &&
      `   ${result.kind === 'provider' ? 'Proved by' : 'Delivered by'}: ${result.evidence.map(({ title, id }) => `${title} (${id})`).join('; ')}`,
    `   ${result.url} (id ${result.id})`,
  ]);
}

/** What a search found. */
export function searchText({ total, hits, nextOffset, degraded }: SearchOutput): string {
  const head =
    total === 0
      ? 'Nothing was found. Try fewer or other words, or fewer filters.'
      : `${total} found, ${hits.length} shown${nextOffset === undefined ? '' : `; offset ${nextOffset} gives the next`}.`;
  return lines([head, degraded && DEGRADED, '', ...hits.map(hitLine)]);
}

/** The neighbours of an entry. */
export function similarText(hits: readonly Hit[], degraded: true | undefined): string {
  const head = hits.length === 0 ? 'No entry is like this one.' : 'Nearest first.';
  return lines([head, degraded && DEGRADED, '', ...hits.map(hitLine)]);
}

function hitLine(hit: Hit): string {
  return lines([`- ${titled(hit)}`, `  ${hit.summary}`, `  ${hit.url} (id ${hit.id})`]);
}

/** A whole entry, in Markdown. */
export function entryText(entry: EntryOutput): string {
  const { caseStudy, provider } = entry;
  const part = (heading: string, text: string | undefined) => text && `\n## ${heading}\n\n${text}`;
  return lines([
    `# ${entry.title}`,
    '',
    `${about({ ...entry, country: entry.countryName, year: caseStudy?.year })}. ${entry.verified ? 'Checked against its source.' : 'Not yet checked against its source.'}${entry.stale ? ' Nobody has confirmed it for long: say so.' : ''}`,
    '',
    entry.summary,
    part('Challenge', caseStudy?.challenge),
    part('Solution', caseStudy?.solution),
    part('Outcomes', caseStudy?.outcomes),
    part('Measures', caseStudy?.measures.join('; ')),
    part('Offers', provider?.offerings.join('; ')),
    part('Works in', provider?.countriesServed.join(', ')),
    entry.links.length > 0 &&
      part(
        entry.kind === 'provider' ? 'Case studies' : 'Delivered by',
        entry.links.map(({ title, id }) => `- ${title} (id ${id})`).join('\n'),
      ),
    '',
    `Page: ${entry.url}`,
    entry.sourceUrl && `Source: ${entry.sourceUrl}`,
    provider?.website && `Website: ${provider.website}`,
  ]);
}

/** The lists that filters take their values from. */
export function taxonomyText(lists: TaxonomyOutput): string {
  return lines(
    Object.entries(lists).map(([name, items]) =>
      lines([`${name}:`, ...(items ?? []).map(({ id, label }) => `- ${id}: ${label}`)]),
    ),
  );
}

interface Placed {
  kind: 'case-study' | 'provider';
  city?: string | undefined;
  country?: string | undefined;
  year?: number | undefined;
}

function titled(entry: Placed & { title: string }): string {
  return `${entry.title} (${about(entry)})`;
}

/** Kind, place and year. */
function about({ kind, city, country, year }: Placed): string {
  return [KINDS[kind], city, country, year].filter(Boolean).join(', ');
}

function lines(given: readonly (string | false | undefined)[]): string {
  return given.filter((line) => line !== undefined && line !== false).join('\n');
}
