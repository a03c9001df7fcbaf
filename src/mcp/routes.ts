import { pipeline } from 'node:stream/promises';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { type Response as Answering, type Request as Asked, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { orAway } from '../db/away.js';
import { AppError } from '../errors.js';
import { readBody, takeJson } from '../http/body.js';
import { requestIdOf } from '../http/logging.js';
import { underOwnName } from '../http/own-name.js';
import { MethodNotAllowed, problemOf } from '../http/problem.js';
import { validate } from '../http/validate.js';
import { logFields } from '../log-context.js';
import { createMcpServer } from './server.js';
import { createTools, type McpServices } from './tools.js';

/** Where assistants ask. */
export const MCP_PATH = '/mcp';

/** Headers of the protocol that a browser may send. */
export const MCP_HEADERS = [
  'Mcp-Protocol-Version',
  'Mcp-Session-Id',
  'Mcp-Method',
  'Mcp-Name',
  'Last-Event-ID',
];

/** What the endpoint needs. */
export interface McpRoutesDeps extends Omit<McpServices, 'check'> {
  log: Logger;
  version: string;
  /** Where the pages are, where PUBLIC_URL says so; else it is read from each request. */
  publicUrl?: string | undefined;
}

/**
 * `POST /mcp`: the Model Context Protocol over streamable HTTP, without sessions, in the version that the client speaks
 * (2026-07-28, or 2025-11-25 and before). Nothing is kept between requests and nobody is told apart.
 */
export function createMcpRouter(deps: McpRoutesDeps): Router {
  const tools = createTools({ ...deps, check: (schema, given) => validate(schema, given, 'arguments') });
  const tell = (error: unknown) => wordsFor(error, deps.log);
  const handler = createMcpHandler(
    ({ requestInfo }) => createMcpServer({ ...deps, tools, tell }, siteOf(requestInfo?.url ?? '')),
    // Nothing here changes while it is looked at, so there is nothing to hold a connection open for.
    {
      maxSubscriptions: 0,
      onerror: (error) => deps.log.debug({ err: error }, 'A message of an assistant was refused'),
    },
  );
  const router = Router();
  const answer: RequestHandler = async (req, res) => {
    const message = readBody(req);
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const request = new Request(addressOf(req, deps.publicUrl), {
      method: 'POST',
      headers: headersOf(req),
      signal: gone.signal,
    });
    const answered = await handler.fetch(request, { parsedBody: one(message) });
    if (answered.status >= 500)
      deps.log.error({ requestId: requestIdOf(req) }, 'A message could not be answered');
    await send(answered, res);
  };
  router.post(MCP_PATH, underOwnName, ...takeJson(), answer);
  router.all(MCP_PATH, () => {
    throw new MethodNotAllowed(['POST']);
  });
  return router;
}

/**
 * The only message of a request.
 * @throws AppError `bad-request` for several: each must count for the limit on requests. MCP has none since 2025-06-18.
 */
function one(message: unknown): unknown {
  if (!Array.isArray(message)) return message;
  throw new AppError('bad-request', 'The body is not valid: one message at a time is taken', {
    fields: [{ path: 'body', message: 'must be one JSON-RPC message, not a list of them' }],
  });
}

/** Where this was asked for, as the pages are addressed. */
function addressOf(req: Asked, publicUrl: string | undefined): string {
  const seen = `${req.protocol}://${req.host}`;
  const site = publicUrl ?? (URL.canParse(seen) ? new URL(seen).origin : 'http://localhost');
  return site.replace(/\/$/, '') + MCP_PATH;
}

function siteOf(address: string): string {
  return address.slice(0, -MCP_PATH.length);
}

/** What the protocol itself goes by; cookies and the like are nobody's business here. */
function headersOf(req: Asked): Headers {
  const names = Object.keys(req.headers).filter((name) =>
    /^(accept|content-type|last-event-id|mcp-.*)$/.test(name),
  );
  return new Headers(names.flatMap((name): [string, string][] => [[name, req.get(name) ?? '']]));
}

async function send(answer: Response, res: Answering): Promise<void> {
  res.status(answer.status).set('Cache-Control', 'no-store');
  for (const [name, value] of answer.headers) res.set(name, value);
  if (answer.body === null) {
    res.end();
    return;
  }
  try {
    await pipeline(bytesOf(answer.body), res);
  } catch (error) {
    // Whoever asked has gone.
    if (!res.destroyed) throw error;
  }
}

async function* bytesOf(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

/** An error as an assistant can act on it: what is wrong, field by field, and when to try again. */
function wordsFor(given: unknown, log: Logger): string {
  const error = orAway(given);
  const { problem, headers, unexpected } = problemOf(error);
  const { requestId } = logFields();
  if (unexpected) log.error({ err: error, requestId }, 'A tool could not answer');
  const wait = headers['Retry-After'];
  return [
    `${problem.title}. ${problem.detail}.`,
    ...(problem.errors ?? []).map(({ path, message }) => `- ${path} ${message}`),
    ...(wait === undefined ? [] : [`Try again in ${wait} s.`]),
    ...(unexpected && requestId !== undefined ? [`Request id: ${requestId}`] : []),
  ].join('\n');
}
