/** Sectors in which it matters whether a place lies on the sea: what rises, floods or warns there is another thing. */
const COAST_BOUND: ReadonlySet<string> = new Set([
  'coastal-sea-level-rise',
  'disaster-early-warning',
  'flooding-stormwater',
]);

/** Whether it matters for one of these sectors that two cities both lie on the coast, or both inland. */
export function isCoastBound(sectors: readonly string[]): boolean {
  return sectors.some((sector) => COAST_BOUND.has(sector));
}
