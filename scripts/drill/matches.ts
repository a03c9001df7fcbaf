import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.js';

const EVERY_MS = 400;
const STATEMENTS = [
  'Streets flood after heavy rain',
  'Half of our water leaks from the network',
  'Buses are late and full',
  'Our street lights cost too much',
  'Summers are too hot in the old town',
];
const answerSchema = z.object({ results: z.array(z.object({ id: z.string() })).min(1) });

/** What came of the matches. */
export interface Matches {
  asked: number;
  answered: number;
  /** Answers of 200 without a result. */
  empty: number;
}

/** Asks for matches, one after another, until it is told to stop. */
export function match(client: Client, signal: AbortSignal): { counts: Matches; done: Promise<void> } {
  const counts: Matches = { asked: 0, answered: 0, empty: 0 };
  const run = async () => {
    while (!signal.aborted) {
      const statement = `${STATEMENTS[counts.asked % STATEMENTS.length]}, ${counts.asked} times a year`;
      counts.asked += 1;
      const body = { statement, city: { country: 'PE', population: 40_000 } };
      const answer = await client.send('match', 'POST', '/v1/match', { body });
      if (answer.status === 200) {
        counts.answered += 1;
        if (!answerSchema.safeParse(answer.body).success) counts.empty += 1;
      }
      await pause(EVERY_MS);
    }
  };
  return { counts, done: run() };
}
