import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Answer, TestSite } from './http-app.js';

/** How a client is to speak: the newest version of the protocol, or the last one that begins with `initialize`. */
export type Era = 'modern' | 'legacy';

/** The official client, connected to `/mcp` of a server. */
export async function connectMcp(
  address: string,
  { era = 'legacy', fetch }: { era?: Era; fetch?: typeof globalThis.fetch } = {},
): Promise<Client> {
  const client = new Client(
    { name: 'citymatch-test', version: '1.0.0' },
    era === 'modern' ? { versionNegotiation: { mode: 'auto' } } : {},
  );
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', address), fetch === undefined ? {} : { fetch }),
  );
  return client;
}

type Result = Awaited<ReturnType<Client['callTool']>>;
/** What an assistant reads that takes text alone. */
export const textOf = ({ content }: Result) =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');

/** One message as any program may send it. */
export function post(site: TestSite, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return site.get('/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
/** A request that every server answers. */
export const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
