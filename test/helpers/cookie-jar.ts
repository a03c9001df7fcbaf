/** Fetches as a browser window does: keeps cookies by host and follows redirects, sending none elsewhere. */
export function createCookieJar() {
  const jar = new Map<string, Map<string, string>>();
  const keep = (host: string, lines: string[]) => {
    const mine = jar.get(host) ?? new Map<string, string>();
    for (const line of lines) {
      const [pair = '', ...rest] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      if (rest.some((part) => /^\s*max-age=0$/i.test(part))) mine.delete(name);
      else mine.set(name, pair.slice(pair.indexOf('=') + 1));
    }
    jar.set(host, mine);
  };
  return {
    async go(start: string, init: RequestInit = {}): Promise<{ url: string; status: number; text: string }> {
      let [url, now] = [start, init];
      for (let hops = 0; hops < 15; hops += 1) {
        const { host } = new URL(url);
        const cookie = [...(jar.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
        const headers = { accept: 'text/html', ...now.headers, ...(cookie !== '' && { cookie }) };
        const answer = await fetch(url, { ...now, headers, redirect: 'manual' });
        keep(host, answer.headers.getSetCookie());
        const location = answer.headers.get('location');
        if (location === null) return { url, status: answer.status, text: await answer.text() };
        await answer.arrayBuffer();
        url = new URL(location, url).href;
        now = {};
      }
      throw new Error(`Too many redirects, the last to ${url}`);
    },
    cookies: (host: string) => jar.get(host) ?? new Map<string, string>(),
  };
}
