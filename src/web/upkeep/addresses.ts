/** Address of an entry in the console. */
export function catalogueAddress(id: string): string {
  return `/console/catalogue/${encodeURIComponent(id)}`;
}
