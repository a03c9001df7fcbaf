import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

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
