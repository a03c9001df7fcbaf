import { regionName, regionsOf } from '../taxonomy/index.js';
import { type ExposureGroup, type FairnessReport, PROVIDER_SIZES } from './contract.js';

/** A published entry, as far as the report looks at it. */
export interface ReportedEntry {
  id: string;
  title: string;
  kind: 'case-study' | 'provider';
  country: string;
  /** Of a provider: company, ngo, utility and so on. */
  providerKind: string | undefined;
  /** Of a case study: who delivered it. */
  providers: readonly string[];
}

/** How often an entry was shown, and was among the first three. */
export interface Shown {
  shown: number;
  first: number;
}

const MOST_SHOWN = 10;
/** Of countries that the UN M49 standard does not list. */
const OTHER = 'other';
const NEVER: Shown = { shown: 0, first: 0 };

type Counted = ReportedEntry & Shown;

/**
 * What was shown, held against what the catalogue has. Pure. What was shown of entries that have left the catalogue
 * is left out.
 */
export function reportOn(
  entries: readonly ReportedEntry[],
  exposure: ReadonlyMap<string, Shown>,
): Omit<FairnessReport, 'from' | 'to'> {
  const counted = entries.map((entry): Counted => ({ ...entry, ...(exposure.get(entry.id) ?? NEVER) }));
  const providers = counted.filter(({ kind }) => kind === 'provider');
  const cases = casesByProvider(entries);
  const all = total(counted);
  return {
    entries: counted.length,
    seen: counted.filter(({ shown }) => shown > 0).length,
    shown: all.shown,
    providersBySize: group(
      providers,
      ({ id }) => sizeOf(cases.get(id) ?? 0),
      (size) => SIZE_LABELS[size],
    ).sort((a, b) => sizeRank(a) - sizeRank(b)),
    providersByKind: group(
      providers,
      ({ providerKind }) => providerKind ?? 'other',
      (kind) => (kind === 'ngo' ? 'NGO' : kind.replace('-', ' ')),
    ).sort(mostFirst),
    byRegion: group(
      counted,
      ({ country }) => regionOf(country),
      (code) => (code === OTHER ? 'Elsewhere' : regionName(code)),
    ).sort(mostFirst),
    mostShown: counted
      .filter(({ shown }) => shown > 0)
      .sort((a, b) => b.shown - a.shown || b.first - a.first || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_SHOWN)
      .map(({ id, title, kind, shown, first }) => ({
        id,
        title,
        kind,
        shown,
        first,
        share: shown / all.shown,
      })),
    ...concentration(counted.map(({ shown }) => shown)),
  };
}

function casesByProvider(entries: readonly ReportedEntry[]): Map<string, number> {
  const cases = new Map<string, number>();
  for (const id of entries.flatMap((entry) => [...new Set(entry.providers)])) {
    cases.set(id, (cases.get(id) ?? 0) + 1);
  }
  return cases;
}

type Size = (typeof PROVIDER_SIZES)[number];
const SIZE_LABELS: Readonly<Record<Size, string>> = {
  none: 'No case study',
  '1': '1 case study',
  '2-4': '2 to 4 case studies',
  '5+': '5 case studies or more',
};

function sizeOf(cases: number): Size {
  return cases === 0 ? 'none' : cases === 1 ? '1' : cases < 5 ? '2-4' : '5+';
}

function sizeRank({ key }: ExposureGroup): number {
  const order: readonly string[] = PROVIDER_SIZES;
  return order.indexOf(key);
}

/** The M49 region below the continent: Sub-Saharan Africa, Latin America and the Caribbean, Western Europe. */
function regionOf(country: string): string {
  const chain = regionsOf(country);
  return chain.at(-2) ?? chain.at(-1) ?? OTHER;
}

function group<K extends string>(
  entries: readonly Counted[],
  keyOf: (entry: Counted) => K,
  labelOf: (key: K) => string,
): ExposureGroup[] {
  const all = total(entries);
  const groups = new Map<K, Counted[]>();
  for (const entry of entries) {
    const own = groups.get(keyOf(entry)) ?? [];
    own.push(entry);
    groups.set(keyOf(entry), own);
  }
  return [...groups].map(([key, own]) => {
    const { shown, first } = total(own);
    const shareOfCatalogue = own.length / entries.length;
    const shareOfShown = all.shown === 0 ? 0 : shown / all.shown;
    return {
      key,
      label: labelOf(key),
      entries: own.length,
      shareOfCatalogue,
      shown,
      shareOfShown,
      shareOfFirst: all.first === 0 ? 0 : first / all.first,
      ratio: all.shown === 0 ? null : shareOfShown / shareOfCatalogue,
    };
  });
}

function total(entries: readonly Shown[]): Shown {
  return entries.reduce(
    (sum, { shown, first }) => ({ shown: sum.shown + shown, first: sum.first + first }),
    NEVER,
  );
}

function mostFirst(a: ExposureGroup, b: ExposureGroup): number {
  return b.entries - a.entries || (a.key < b.key ? -1 : 1);
}

/**
 * How concentrated counts are: the share that the largest tenth of them has (at least one), and their Gini
 * coefficient (half the mean absolute difference over the mean), both 0 where nothing was counted.
 */
export function concentration(counts: readonly number[]): { topTenth: number; gini: number } {
  const rising = counts.toSorted((a, b) => a - b);
  const sum = rising.reduce((a, b) => a + b, 0);
  if (sum === 0) return { topTenth: 0, gini: 0 };
  const top = rising.slice(-Math.ceil(rising.length / 10)).reduce((a, b) => a + b, 0);
  const weighted = rising.reduce((before, value, i) => before + (i + 1) * value, 0);
  const n = rising.length;
  return { topTenth: top / sum, gini: Math.max(0, (2 * weighted) / (n * sum) - (n + 1) / n) };
}
