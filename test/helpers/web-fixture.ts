import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import type { EntryResponse } from '../../src/catalogue/contract.js';
import { AppError } from '../../src/errors.js';
import { securityHeaders } from '../../src/http/guards.js';
import { requestLog } from '../../src/http/logging.js';
import type { Matcher, MatchResponse, MatchResult } from '../../src/matching/contract.js';
import { countryCodes, pathways, sdgs, sectors } from '../../src/taxonomy/index.js';
import type { Status, WebDeps } from '../../src/web/deps.js';
import { createWebRouter } from '../../src/web/router.js';

/** One match as the pages get it. */
export function matchResult(changes: Partial<MatchResult> = {}): MatchResult {
  return {
    id: 'cs-rotterdam-water-square',
    kind: 'case-study',
    title: 'Benthemplein water square in Rotterdam',
    summary: 'A bare square became a sports place that fills with rain during storms.',
    score: 0.82,
    band: 'high',
    reasons: [
      {
        stance: 'for',
        kind: 'passage',
        text: 'It began from a problem like yours.',
        passage: 'Combined sewers overflow in heavy showers.',
      },
      {
        stance: 'against',
        kind: 'size',
        text: 'Built in a city of 650,000; yours has 40,000: ask how it scales down.',
      },
    ],
    highlights: [
      {
        field: 'challenge',
        text: 'Combined sewers overflow in heavy showers.',
        ranges: [
          [9, 15],
          [28, 33],
        ],
      },
    ],
    components: { keyword: 0.7, semantic: 0.8, context: 0.5 },
    sectors: ['flooding-stormwater'],
    city: 'Rotterdam',
    country: 'NL',
    population: 650_000,
    year: 2013,
    verified: true,
    sourceUrl: 'https://www.example.org/water-square',
    evidence: [{ id: 'pr-de-urbanisten', kind: 'provider', title: 'De Urbanisten' }],
    ...changes,
  };
}

export function matchResponse(changes: Partial<MatchResponse> = {}): MatchResponse {
  return {
    language: 'en',
    confident: true,
    tookMs: 40,
    model: 'all-MiniLM-L6-v2',
    concepts: [{ id: 'stormwater', label: 'Stormwater' }],
    results: [matchResult()],
    ...changes,
  };
}

const shared = {
  language: 'en',
  sectors: ['flooding-stormwater'],
  createdAt: '2026-10-01T08:00:00.000Z',
  updatedAt: '2026-11-20T09:30:00.000Z',
  stale: false,
};
const rotterdam = { city: 'Rotterdam', country: 'NL', countryName: 'Netherlands' };
const ROTTERDAM = { latitude: 51.92, longitude: 4.48 };

export const caseStudy: EntryResponse = {
  ...shared,
  ...rotterdam,
  id: 'cs-rotterdam-water-square',
  kind: 'case-study',
  title: 'Benthemplein water square in Rotterdam',
  summary: 'A bare square became a sports place that fills with rain during storms.',
  verified: true,
  sourceUrl: 'https://www.example.org/water-square',
  coordinates: { ...ROTTERDAM, approximate: false },
  links: [{ id: 'pr-de-urbanisten', kind: 'provider', title: 'De Urbanisten' }],
  caseStudy: {
    challenge: 'Combined sewers overflow in heavy showers.',
    solution: 'Three sunken basins hold the rain.',
    outcomes: '',
    population: 650_000,
    year: 2013,
    sdgs: [11, 13],
    pathways: ['resilient'],
    measures: ['water square'],
    costBand: 'medium',
  },
};

export const provider: EntryResponse = {
  ...shared,
  ...rotterdam,
  id: 'pr-de-urbanisten',
  kind: 'provider',
  title: 'De Urbanisten',
  summary: 'Designers of squares that store water.',
  verified: false,
  links: [],
  provider: {
    type: 'consultancy',
    offerings: ['water square design'],
    countriesServed: ['NL', 'global'],
    website: 'https://www.example.com',
  },
};

const ready: Status = { ready: true, doing: 'ready', parts: {} };

/** What a test may change of the parts behind the pages. */
export interface WebFixture {
  match?: Matcher['match'];
  entries?: EntryResponse[];
  status?: () => Status;
  search?: WebDeps['search'];
  weights?: WebDeps['weights'];
  publication?: WebDeps['publication'];
}

export function webDeps(fixture: WebFixture = {}): WebDeps {
  const known = fixture.entries ?? [caseStudy, provider];
  return {
    matcher: { match: fixture.match ?? (() => Promise.resolve(matchResponse())) },
    entries: {
      get: (id) => Promise.resolve(known.find((entry) => entry.id === id)),
      coordinates: (ids) => Promise.resolve(new Map(ids.map((id) => [id, ROTTERDAM]))),
      count: () => Promise.resolve({ total: 2, byKind: { 'case-study': 1, provider: 1 } }),
    },
    search: fixture.search ?? {
      search: () => Promise.resolve({ hits: [], total: 0, facets: {}, tookMs: 1 }),
      similar: () => Promise.reject(new AppError('unavailable', 'The search engine is away')),
    },
    publication: fixture.publication ?? { site: 'https://match.example.org' },
    taxonomy: { sectors, sdgs, pathways, countryCodes },
    status: fixture.status ?? (() => ready),
    weights: fixture.weights,
    log: pino({ level: 'silent' }),
  };
}

/** Serves the pages alone, over the parts given, on a free port. */
export async function startPages(
  fixture: WebFixture = {},
): Promise<{ address: string; stop(): Promise<void> }> {
  const app = express();
  app.use(requestLog(pino({ level: 'silent' })), securityHeaders(false));
  app.use(createWebRouter(webDeps(fixture)));
  // A long challenge makes a long address.
  const server = createServer({ maxHeaderSize: 65_536 }, app).listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}
