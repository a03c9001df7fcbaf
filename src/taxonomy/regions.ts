import { REGION_NAMES } from './region-names.js';

/** A region of the UN M49 standard; `code` keeps its leading zeros. */
export interface Region {
  code: string;
  label: string;
  parent: string | null;
  /** ISO 3166-1 alpha-2 codes; only the smallest regions list them. */
  countries: readonly string[];
}

const of = (codes: string) => codes.split(' ');

/** The UN M49 tree (unstats.un.org/unsd/methodology/m49), World and Antarctica included. */
export const regions: readonly Region[] = [
  { code: '001', label: 'World', parent: null, countries: [] },
  { code: '002', label: 'Africa', parent: '001', countries: [] },
  { code: '015', label: 'Northern Africa', parent: '002', countries: of('DZ EG LY MA SD TN EH') },
  { code: '202', label: 'Sub-Saharan Africa', parent: '002', countries: [] },
  {
    code: '014',
    label: 'Eastern Africa',
    parent: '202',
    countries: of('IO BI KM DJ ER ET TF KE MG MW MU YT MZ RE RW SC SO SS UG TZ ZM ZW'),
  },
  { code: '017', label: 'Middle Africa', parent: '202', countries: of('AO CM CF TD CG CD GQ GA ST') },
  { code: '018', label: 'Southern Africa', parent: '202', countries: of('BW SZ LS NA ZA') },
  {
    code: '011',
    label: 'Western Africa',
    parent: '202',
    countries: of('BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG'),
  },
  { code: '019', label: 'Americas', parent: '001', countries: [] },
  { code: '419', label: 'Latin America and the Caribbean', parent: '019', countries: [] },
  {
    code: '029',
    label: 'Caribbean',
    parent: '419',
    countries: of('AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI'),
  },
  { code: '013', label: 'Central America', parent: '419', countries: of('BZ CR SV GT HN MX NI PA') },
  {
    code: '005',
    label: 'South America',
    parent: '419',
    countries: of('AR BO BV BR CL CO EC FK GF GY PY PE GS SR UY VE'),
  },
  { code: '021', label: 'Northern America', parent: '019', countries: of('BM CA GL PM US') },
  { code: '142', label: 'Asia', parent: '001', countries: [] },
  { code: '143', label: 'Central Asia', parent: '142', countries: of('KZ KG TJ TM UZ') },
  { code: '030', label: 'Eastern Asia', parent: '142', countries: of('CN HK MO KP JP MN KR TW') },
  {
    code: '035',
    label: 'South-eastern Asia',
    parent: '142',
    countries: of('BN KH ID LA MY MM PH SG TH TL VN'),
  },
  { code: '034', label: 'Southern Asia', parent: '142', countries: of('AF BD BT IN IR MV NP PK LK') },
  {
    code: '145',
    label: 'Western Asia',
    parent: '142',
    countries: of('AM AZ BH CY GE IQ IL JO KW LB OM QA SA PS SY TR AE YE'),
  },
  { code: '150', label: 'Europe', parent: '001', countries: [] },
  { code: '151', label: 'Eastern Europe', parent: '150', countries: of('BY BG CZ HU PL MD RO RU SK UA') },
  {
    code: '154',
    label: 'Northern Europe',
    parent: '150',
    countries: of('AX DK EE FO FI GG IS IE IM JE LV LT NO SJ SE GB'),
  },
  {
    code: '039',
    label: 'Southern Europe',
    parent: '150',
    countries: of('AL AD BA HR GI GR VA IT MT ME MK PT SM RS SI ES'),
  },
  { code: '155', label: 'Western Europe', parent: '150', countries: of('AT BE FR DE LI LU MC NL CH') },
  { code: '009', label: 'Oceania', parent: '001', countries: [] },
  { code: '053', label: 'Australia and New Zealand', parent: '009', countries: of('AU CX CC HM NZ NF') },
  { code: '054', label: 'Melanesia', parent: '009', countries: of('FJ NC PG SB VU') },
  { code: '057', label: 'Micronesia', parent: '009', countries: of('GU KI MH FM NR MP PW UM') },
  { code: '061', label: 'Polynesia', parent: '009', countries: of('AS CK PF NU PN WS TK TO TV WF') },
  { code: '010', label: 'Antarctica', parent: '001', countries: of('AQ') },
];

const byCode = new Map(regions.map((region) => [region.code, region]));
const chains = new Map(
  regions.flatMap(({ code, countries }) => countries.map((country) => [country, chainFrom(code)])),
);

function chainFrom(code: string): string[] {
  const chain: string[] = [];
  for (let at: string | null = code; at !== null && at !== '001'; at = byCode.get(at)?.parent ?? null)
    chain.push(at);
  return chain;
}

/** M49 codes of the regions a country lies in, sub-region first, continent last; empty for an unknown code. */
export function regionsOf(country: string): string[] {
  return chains.get(country) ?? [];
}

/** A region's name in a language (BCP 47), English where we have no other; the code itself when it is not M49's. */
export function regionName(code: string, language = 'en'): string {
  return REGION_NAMES[language.split('-')[0] ?? 'en']?.[code] ?? byCode.get(code)?.label ?? code;
}
