/** How a country divides power: a federation of states, or one state throughout. */
export type Government = 'federal' | 'unitary';

/**
 * Countries by ISO 3166-1 alpha-2 code: federations by their constitutions (as the Forum of Federations counts them), and
 * states whose constitution calls them unitary or that are one beyond dispute. Written down from general knowledge, not
 * looked up one by one, and coarse: how much a city may decide differs as much within each kind. What lies between (Spain,
 * the United Kingdom, Italy, South Africa, Kenya, the Philippines) or is disputed (Sudan, Myanmar, Comoros) is in neither.
 */
const BY_GOVERNMENT: Record<Government, string> = {
  federal: 'AE AR AT AU BA BE BR CA CH DE ET FM IN IQ KN MX MY NG NP PK RU SO US VE',
  unitary:
    'AL AM AO BD BF BG BJ CI CL CM CN CO CR CZ DK DO DZ EC EE EG FI FR GA GH GR GT GW HN HR HU ID IE IS JM JP KG KH ' +
    'KR KZ LA LK LT LU LV MA ML MN MW MZ NA NE NI NL NO NZ PA PE PL PT PY RO RS RW SE SG SI SK SN SV TG TH TL TN TR TW ' +
    'UA UY VN ZM',
};

const governments = new Map(
  (['federal', 'unitary'] as const).flatMap((government) =>
    BY_GOVERNMENT[government].split(' ').map((code): [string, Government] => [code, government]),
  ),
);

/** Whether a country is a federation or a unitary state; `undefined` where it is not clearly one of them. */
export function governmentOf(country: string): Government | undefined {
  return governments.get(country);
}
