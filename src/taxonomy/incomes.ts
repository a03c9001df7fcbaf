/** The World Bank's income groups, poorest first. */
export const INCOME_GROUPS = ['low', 'lower-middle', 'upper-middle', 'high'] as const;
export type IncomeGroup = (typeof INCOME_GROUPS)[number];

/**
 * The World Bank's classification of economies by income for its fiscal year 2027 (July 2026 to June 2027), by gross
 * national income per head in 2025, Atlas method; ISO 3166-1 alpha-2. Read from the Python packages bblocks-places 0.0.6
 * (fiscal year 2026) and resolvekit 0.1.13 (2027), which differ by the six moves that the Bank announced in July 2026.
 * Ethiopia and Venezuela, which the Bank left unclassified in 2026, stay out, as do territories that it does not class.
 * Due again each July.
 */
const BY_GROUP: Record<IncomeGroup, string> = {
  low: 'AF BF BI CD CF ER GM GW KP LR MG ML MW MZ NE RW SD SL SO SS SY TD UG YE',
  'lower-middle':
    'AO BD BJ BO BT CG CI CM DJ EG GH GN HN HT IN KE KG KH KI KM LA LB LS MA MM MR NA NG NI NP PG PK ' +
    'PS SB SN ST SZ TG TJ TL TN TZ UZ VU ZM ZW',
  'upper-middle':
    'AL AM AR AZ BA BR BW BY BZ CN CO CU CV DM DO DZ EC FJ FM GA GD GE GQ GT ID IQ IR JM JO KZ LC LK ' +
    'LY MD ME MH MK MN MU MV MX MY PE PH PY RS SR SV TH TM TO TR TV UA VC VN WS ZA',
  high:
    'AD AE AG AS AT AU AW BB BE BG BH BM BN BS CA CH CL CR CW CY CZ DE DK EE ES FI FO FR GB GI GL GR ' +
    'GU GY HK HR HU IE IL IM IS IT JP KN KR KW KY LI LT LU LV MC MF MO MP MT NC NL NO NR NZ OM PA PF ' +
    'PL PR PT PW QA RO RU SA SC SE SG SI SK SM SX TC TT TW US UY VG VI',
};

const groups = new Map(
  INCOME_GROUPS.flatMap((group) =>
    BY_GROUP[group].split(' ').map((code): [string, IncomeGroup] => [code, group]),
  ),
);

/** The income group of a country (ISO 3166-1 alpha-2); `undefined` where the World Bank names none. */
export function incomeGroupOf(country: string): IncomeGroup | undefined {
  return groups.get(country);
}

/** How many groups richer the second is than the first; negative where it is poorer. */
export function groupsRicher(ours: IncomeGroup, theirs: IncomeGroup): number {
  return INCOME_GROUPS.indexOf(theirs) - INCOME_GROUPS.indexOf(ours);
}
