import type { CaseStudy, Entry } from '../catalogue/entry.js';
import { sentencesOf } from '../text/sentences.js';

/** How far a solution has come, by what its entry states. */
export type Maturity = 'pilot' | 'running' | 'proven' | 'unknown';

/** What an entry says of how far it has come; worked out once for each revision. */
export interface MaturitySigns {
  kind: Entry['kind'];
  /** The sentence that calls the whole of it a pilot, where nothing says that it went on. */
  pilot?: string;
  /** Since when it is in use, and the sentence that says so. */
  since?: { year: number; text: string };
  /** Whether its outcomes have a figure. */
  measured: boolean;
}

/** From here on what is in use and measured counts as proven. */
const LONG_YEARS = 5;
/** Case studies that prove a provider. */
const MANY = 2;

/**
 * How far it has come. Pure.
 * @param proofs Case studies that name it, of a provider.
 * @param year The year of asking.
 */
export function maturityOf(
  { kind, pilot, since, measured }: MaturitySigns,
  proofs: number,
  year: number,
): Maturity {
  if (kind === 'provider') return proofs >= MANY ? 'proven' : proofs > 0 ? 'running' : 'unknown';
  if (pilot !== undefined) return 'pilot';
  if (since !== undefined && measured && year - since.year >= LONG_YEARS) return 'proven';
  return since !== undefined || measured ? 'running' : 'unknown';
}

/** Reads the signs from an entry's words, in English, Spanish, French, Portuguese and German. */
export function maturitySignsOf(entry: Entry): MaturitySigns {
  if (entry.kind === 'provider') return { kind: entry.kind, measured: false };
  const { body } = entry;
  const told = [body.summary, body.solution, body.outcomes].flatMap((text) =>
    sentencesOf(text, body.language),
  );
  const since = sinceOf(told, body.year);
  const pilot = since === undefined ? pilotOf(body.title, told) : undefined;
  return {
    kind: entry.kind,
    ...(pilot !== undefined && { pilot }),
    ...(since !== undefined && { since }),
    measured: /\d/.test(body.outcomes),
  };
}

const SINCE =
  /(?<!\p{L})(?:since|desde|depuis|seit)\s+(?:[\p{L}’'.]+\s+){0,3}?((?:19|20)\d{2})(?![\d\p{L}])/giu;

/** Only the year of the case itself: another year is that of a part, or of an improvement. */
function sinceOf(sentences: readonly string[], year: CaseStudy['year']): MaturitySigns['since'] {
  if (year === null) return undefined;
  const text = sentences.find((one) =>
    [...one.matchAll(SINCE)].some(([, stated]) => Number(stated) === year),
  );
  return text === undefined ? undefined : { year, text };
}

/** "pilot city" is a title that a ministry gives, "piloted" tells of a beginning: neither is meant. */
const PILOT = String.raw`(?:pilot|trial|demonstration)(?: (?:project|scheme|phase|study|programme|program))?(?![\p{L}-]| cit(?:y|ies))`;
const PILOT_TITLE = new RegExp(
  String.raw`(?<![\p{L}-])(?:${PILOT}|(?:proyecto|plan|programa|prueba|projeto|projet|phase|programme)[ -]pilot[oe]|pilotprojekt|modellversuch)`,
  'iu',
);
/** The case as a whole is told to be one: "It remains a monitored pilot", "The trial showed", "tendered a three-year pilot". */
const PILOT_SENTENCE = new RegExp(
  [
    String.raw`^(?:it|this|the (?:project|scheme|programme|work)) (?:is|was|remains|remained|stays) (?:still |only |just ){0,2}an? (?:[\p{L}\d-]+ ){0,2}${PILOT}`,
    String.raw`^the ${PILOT} (?:is|was|ran|runs|lasted|ended|showed|shows|found|tested|covered|cost|took|saved)(?!\p{L})`,
    String.raw`(?:tendered|launched|started|began|carried out|set up|held|opened) an? (?:[\p{L}\d]+-(?:day|week|month|year) )?${PILOT}`,
    String.raw`(?:es|fue|era|sigue siendo) (?:solo )?un (?:proyecto |plan )?piloto(?!\p{L})`,
    String.raw`(?:est|était|fut|reste) un (?:projet |essai )?pilote(?!\p{L})`,
    String.raw`(?:é|foi|era|continua (?:a ser|sendo)) um (?:projeto[ -])?piloto(?!\p{L})`,
    String.raw`(?:ist|war|bleibt) ein (?:pilotprojekt|modellversuch)`,
  ]
    .map((one) => `(?<!\\p{L})(?:${one})`)
    .join('|'),
  'iu',
);
/** It did not end with the pilot. */
const WENT_ON =
  /(?<!\p{L})(?:after (?:the|a|an|its|this|that|their)\s(?:[\p{L}\d-]+ ){0,2}(?:pilot|trial)|grew (?:into|to)|led to|moved on|went on to|became (?:part|permanent|routine)|made permanent|permanently|scaled up|rolled out|extended (?:to|across|city)|expanded|followed by|later (?:batches|phases|stages|rounds)|city-?wide|se (?:extendió|amplió)|ampliado|estendido|étendue?|généralisée?|ausgeweitet)(?!\p{L})/iu;

function pilotOf(title: string, sentences: readonly string[]): string | undefined {
  if ([title, ...sentences].some((one) => WENT_ON.test(one))) return undefined;
  return PILOT_TITLE.test(title) ? title : sentences.find((one) => PILOT_SENTENCE.test(one));
}
