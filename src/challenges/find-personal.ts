/** What identifies a private person. */
export interface PersonalData {
  kind: 'mail-address' | 'phone-number' | 'bank-account' | 'person-name';
  /** [start, end) in UTF-16 units. */
  range: [number, number];
  text: string;
}

/** One word of a name, and what may stand between two: "Ana de la Cruz", "Jan van Dijk". */
const WORD = String.raw`\p{Lu}[\p{L}\p{M}'’-]*\p{L}`;
const BETWEEN = `(?:de las?|de los|del|de|dos|das|da|do|di|van der|van den|van|von|bin|al|el|y)`;
const NAME = String.raw`${WORD}(?:\s+(?:${BETWEEN}\s+)?${WORD}){0,2}`;
const FULL_NAME = String.raw`${WORD}\s+(?:${BETWEEN}\s+)?${WORD}(?:\s+${WORD})?`;
/** How people are addressed in English, Spanish, French, Portuguese, German and Italian. */
const ADDRESSED = String.raw`(?:(?:Mrs?|Ms|Mx|Dr|Dra|Prof|Sr|Sra|Srta|Mme|Mlle|Ing|Lic|Eng|Arq|M)\.|(?:Mr|Mrs|Ms|Dr|Prof|Sr|Sra|Mme|Mlle)|Señora?|Senhora?|Doña|Dona|Monsieur|Madame|Herrn?|Frau|Signora?)`;
/** What comes before the name of whom to ask. */
const ASKED = String.raw`(?:[Cc]ontact(?:\s+(?:person|me|us|is))?|[Cc]ontacto|[Cc]ontacter|[Cc]ontactez|[Cc]ontactar(?:\s+a)?|[Cc]ontato|[Kk]ontakt|[Aa]nsprechpartner(?:in)?|[Aa]nsprechperson|[Rr]esponsable|[Rr]esponsável|[Aa]sk\s+for|[Ss]peak\s+to|[Cc]all|[Ll]lamar\s+a|[Aa]ppeler|[Ll]igar\s+para|[Ff]alar\s+com|[Mm]y\s+name\s+is|[Mm]e\s+llamo|[Jj]e\s+m['’]appelle|[Mm]e\s+chamo|[Ii]ch\s+(?:heiße|bin)|[Rr]egards|[Ss]igned|[Ss]aludos|[Aa]tentamente|[Cc]ordialement|[Gg]rüße)`;
/** A street, school or office may be named after a person. */
const PLACE = `(?:[Ss]treet|[Rr]oad|[Aa]venue|[Bb]oulevard|[Ss]quare|[Ss]chool|[Hh]ospital|[Cc]ent(?:er|re)|[Pp]ark|[Bb]ridge|[Ll]ine|[Oo]ffice|[Uu]niversity|[Aa]irport)`;
const NAMED_AFTER = new RegExp(String.raw`^(?:\p{Lu}[\p{L}\p{M}.'’-]*\s+){0,4}${PLACE}(?!\p{L})`, 'u');

const PATTERNS: readonly [PersonalData['kind'], RegExp][] = [
  ['mail-address', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  // ISO 13616: two letters, two digits, and up to 30 more in groups.
  ['bank-account', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g],
  // A plus or a leading zero, and nine digits or more, grouped: years and counts have neither.
  ['phone-number', /(?<![\p{L}\p{N}]|\p{N}[ .,])(?:\+|00|0)\d(?:[ ()/.-]{0,2}\d){7,13}(?![\p{L}\p{N}])/gu],
  [
    'person-name',
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])${ADDRESSED}\s+(?:${ADDRESSED}\s+)*(?<name>${NAME})(?![\p{L}\p{N}])`,
      'gdu',
    ),
  ],
  [
    'person-name',
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])${ASKED}\s*[:,]?\s+(?:${ADDRESSED}\s+)*(?<name>${FULL_NAME})(?![\p{L}\p{N}])`,
      'gdu',
    ),
  ],
];

/**
 * Mail addresses, telephone numbers, bank accounts, and names beside a form of address or "contact", in order.
 * Names that stand alone are not found: a text that is to be shown must be read by a person.
 */
export function findPersonalData(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const hit of text.matchAll(pattern)) {
      const [start, end] = hit.indices?.groups?.name ?? [hit.index, hit.index + hit[0].length];
      if (kind === 'person-name' && NAMED_AFTER.test(text.slice(start, start + 100))) continue;
      const taken = found.some((other) => other.range[0] < end && start < other.range[1]);
      if (!taken) found.push({ kind, range: [start, end], text: text.slice(start, end) });
    }
  }
  return found.sort((a, b) => a.range[0] - b.range[0]);
}

/** The text with "[…]" for whatever was found in it. */
export function withoutPersonalData(text: string): string {
  return findPersonalData(text)
    .toReversed()
    .reduce((rest, { range: [start, end] }) => `${rest.slice(0, start)}[…]${rest.slice(end)}`, text);
}
