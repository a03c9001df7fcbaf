import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.js';

const EVERY_MS = 400;
const RETRY_MS = 700;
const TITLE = 'Drill';
const submittedSchema = z.object({ id: z.string(), trackingUrl: z.string() });

/** A challenge that was sent. */
export interface Submission {
  title: string;
  /** How often it was sent, with the same `Idempotency-Key`. */
  tries: number;
  /** Absent: nobody said that it was taken. */
  acknowledged?: { id: string; path: string };
}

/**
 * Sends challenges one after another until it is told to stop. Every second one is sent again, as the same, until it is
 * acknowledged; the others are given up at once.
 * @returns what was sent; grows.
 */
export function submit(client: Client, signal: AbortSignal): { sent: Submission[]; done: Promise<void> } {
  const sent: Submission[] = [];
  const run = async () => {
    while (!signal.aborted) {
      const number = sent.length + 1;
      const submission: Submission = { title: `${TITLE} ${number}`, tries: 0 };
      sent.push(submission);
      await sendOne(client, submission, number % 2 === 0, signal);
      await pause(EVERY_MS);
    }
  };
  return { sent, done: run() };
}

async function sendOne(
  client: Client,
  submission: Submission,
  again: boolean,
  signal: AbortSignal,
): Promise<void> {
  do {
    submission.tries += 1;
    const answer = await client.send('submit', 'POST', '/v1/challenges', {
      headers: { 'idempotency-key': `submission-${submission.title.replace(' ', '-')}` },
      body: {
        title: submission.title,
        statement: 'Streets flood after heavy rain and the sewers cannot take more.',
        city: { name: 'Cusco', country: 'PE', population: 430_000 },
        contact: { name: 'Ana Torres', email: 'ana@cusco.test' },
        consents: { processing: true },
      },
    });
    const parsed = submittedSchema.safeParse(answer.body);
    if (answer.status === 201 && parsed.success) {
      const { pathname, search } = new URL(parsed.data.trackingUrl);
      submission.acknowledged = { id: parsed.data.id, path: `/v1${pathname}${search}` };
      return;
    }
    await pause(RETRY_MS);
  } while (again && !signal.aborted);
}
