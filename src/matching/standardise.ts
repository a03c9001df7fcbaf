/** Values in standard deviations from their mean; a missing one (NaN) is average, equal ones are all 0. */
export function standardise(values: readonly number[]): number[] {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return values.map(() => 0);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return values.map((value) => (Number.isNaN(value) || deviation < 1e-9 ? 0 : (value - mean) / deviation));
}
