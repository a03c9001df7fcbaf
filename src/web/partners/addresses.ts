/** Address of a partner in the console. */
export function partnerAddress(id: string): string {
  return `/console/partners/${encodeURIComponent(id)}`;
}

/** Address of the page for a partner's own people. */
export function dashboardAddress(id: string, token: string): string {
  return `/partners/${encodeURIComponent(id)}?${new URLSearchParams({ token })}`;
}
