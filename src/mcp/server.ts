import { McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../errors.js';
import type { Tools } from './tools.js';

const instructions = (
  site: string,
) => `CityMatch is a catalogue of published case studies of cities and of the providers that deliver such solutions, kept by the secretariat of an association of local governments.
- Somebody describes a problem of a city: match_challenge, with their words whole and what they said of the city.
- Somebody wants to know what there is on a subject: search_entries. Before you tell details: get_entry.
- confident: false means that nothing in the catalogue fits. Say so; never present weak entries as solutions.
- Name the page of every entry that you speak of, say what to check first, and do not add facts that the entry does not hold.
- Where nothing fits or people should decide, a city can ask the secretariat: ${site}/challenges/new`;

const promptSchema = z.object({
  challenge: z.string().min(1).max(10_000).describe('The problem, in the words of the city'),
  city: z.string().max(200).optional().describe('City and country, such as "Aveiro, Portugal"'),
  population: z.string().max(20).optional().describe('People in the city'),
});

/** An address that no entry can have is one that none has. */
const NO_SUCH: ReadonlySet<ErrorCode> = new Set(['not-found', 'bad-request']);

/** What a server for one request is made of. */
export interface McpServerDeps {
  version: string;
  tools: Tools;
  /** What an assistant is told of an error; unexpected ones are logged there. */
  tell(error: unknown): string;
}

const READS_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
/** What a server offers is as lasting as the program; an entry as with `GET /v1/entries/{id}`. */
const LASTING = { ttlMs: 300_000, cacheScope: 'public' } as const;
const ENTRY = { ttlMs: 60_000, cacheScope: 'public' } as const;

/**
 * A server for one request: nothing is kept from one to the next, so that any process answers any of them.
 * @param site Where the pages are, without a slash at the end.
 */
export function createMcpServer(deps: McpServerDeps, site: string): McpServer {
  const fixed = { listChanged: false };
  const server = new McpServer(
    { name: 'citymatch', title: 'CityMatch', version: deps.version, websiteUrl: site },
    {
      instructions: instructions(site),
      capabilities: { tools: fixed, resources: fixed, prompts: fixed },
      cacheHints: {
        'server/discover': LASTING,
        'tools/list': LASTING,
        'prompts/list': LASTING,
        'resources/list': LASTING,
        'resources/templates/list': LASTING,
      },
    },
  );
  registerTools(server, deps, site);
  registerEntries(server, deps, site);
  server.registerPrompt(
    'find_solutions',
    {
      title: 'Find solutions for a city challenge',
      description:
        'Answers a problem of a city with what the catalogue proves, and says so when nothing fits',
      argsSchema: promptSchema,
    },
    (given) => ({ messages: [{ role: 'user', content: { type: 'text', text: promptText(given) } }] }),
  );
  return server;
}

function registerTools(server: McpServer, { tools, tell }: McpServerDeps, site: string): void {
  for (const [name, { answer, ...about }] of Object.entries(tools)) {
    server.registerTool(name, { ...about, annotations: READS_ONLY }, async (given: unknown) => {
      try {
        const { data, text } = await answer(given, site);
        return { structuredContent: data, content: [{ type: 'text' as const, text }] };
      } catch (error) {
        return { isError: true, content: [{ type: 'text' as const, text: tell(error) }] };
      }
    });
  }
}

function registerEntries(server: McpServer, { tools, tell }: McpServerDeps, site: string): void {
  const mimeType = 'text/markdown';
  server.registerResource(
    'entry',
    new ResourceTemplate('citymatch://entries/{id}', { list: undefined }),
    {
      title: 'An entry of the catalogue',
      description: 'A published case study or provider, whole, in Markdown',
      mimeType,
      cacheHint: ENTRY,
    },
    async ({ href: uri }, { id }) => {
      try {
        const { text } = await tools.get_entry.answer({ id }, site);
        return { contents: [{ uri, mimeType, text }] };
      } catch (error) {
        if (error instanceof AppError && NO_SUCH.has(error.code)) throw new ResourceNotFoundError(uri);
        throw new Error(tell(error));
      }
    },
  );
}

function promptText({ challenge, city, population }: z.infer<typeof promptSchema>): string {
  const where = [city && `City: ${city}.`, population && `Population: ${population}.`]
    .filter(Boolean)
    .join(' ');
  return `Find proven solutions for this challenge of a city with CityMatch.

Challenge: ${challenge}${where === '' ? '' : `\n${where}`}

Call match_challenge with the words of the challenge as they stand and what is known of the city. Where it is not confident, say plainly that the catalogue has nothing that fits, and stop there. Else read the two or three best with get_entry, and answer in the language of the challenge: for each what was done and what came of it, why it fits this city, what to check before copying it, who delivered it, and the link to its page.`;
}
