import type { Request } from 'express';
import { type Asker, atLeast } from '../../access.js';
import type { EntryResponse } from '../../catalogue/contract.js';
import type { ReviewChallenge, ReviewService } from '../../review/contract.js';
import type { WebDeps } from '../deps.js';
import { oneValue } from '../form.js';
import type { PageRoute } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { AddPage } from './add-page.js';
import { ChallengePage } from './challenge-page.js';
import { orMissing } from './missing-page.js';
import { QueuePage } from './queue-page.js';
import { readFilter, toQueueQuery } from './queue-query.js';

/** Entries shown when one is searched to be added. */
const FOUND = 8;
const MAX_WORDS = 500;

/** The review queue, and a challenge under review. */
export function consolePages(deps: WebDeps): PageRoute[] {
  const { review } = deps;
  if (review === undefined) return [];
  const get = (path: string, page: PageRoute['page']): PageRoute => ({
    method: 'get',
    path,
    access: 'reviewer',
    page,
  });
  return [
    get('/console', (req, view, asker) => queuePage(review, req, view, asker)),
    get('/console/challenges/:id', (req, view, asker) =>
      orMissing(view, () => challengePage(deps, review, req, view, asker)),
    ),
    get('/console/challenges/:id/add', (req, view, asker) =>
      orMissing(view, () => addPage(deps, review, req, view, asker)),
    ),
  ];
}

async function queuePage(review: ReviewService, req: Request, view: View, asker: Asker): Promise<Page> {
  const filter = readFilter(req.query, view);
  const [answer, people] = await Promise.all([review.queue(toQueueQuery(filter), asker), review.reviewers()]);
  return {
    status: 200,
    content: <QueuePage view={view} filter={filter} answer={answer} people={people} now={Date.now()} />,
  };
}

async function challengePage(
  deps: WebDeps,
  review: ReviewService,
  req: Request,
  view: View,
  asker: Asker,
): Promise<Page> {
  const filter = readFilter(req.query, view);
  const [challenge, queue, people] = await Promise.all([
    review.get(String(req.params.id), asker),
    review.queue(toQueueQuery(filter), asker),
    review.reviewers(),
  ]);
  const entries = await entriesOf(deps, challenge);
  const chosen = chosenOf(challenge, oneValue.parse(req.query.match));
  // Reviewers may take what is nobody's task, not give it to others.
  const staff = view.person !== undefined && atLeast(view.person.role, 'staff');
  const assignable = staff ? people : people.filter(({ id }) => id === view.person?.id);
  const props = { view, filter, queue, challenge, entries, people: assignable, chosen, now: Date.now() };
  return { status: 200, content: <ChallengePage {...props} /> };
}

/** The match asked for; else the first that is undecided; else the first. */
function chosenOf({ matchList }: ReviewChallenge, asked: string): string | undefined {
  const match =
    matchList.find(({ id }) => id === asked) ??
    matchList.find(({ status }) => status === 'proposed') ??
    matchList[0];
  return match?.id;
}

async function entriesOf({ entries }: WebDeps, challenge: ReviewChallenge) {
  const ids = [...new Set(challenge.matchList.map(({ entryId }) => entryId))];
  const found = await Promise.all(ids.map((id) => entries.get(id)));
  return new Map(
    found.filter((entry): entry is EntryResponse => entry !== undefined).map((entry) => [entry.id, entry]),
  );
}

async function addPage(
  deps: WebDeps,
  review: ReviewService,
  req: Request,
  view: View,
  asker: Asker,
): Promise<Page> {
  const id = String(req.params.id);
  const challenge = await review.get(id, asker);
  const words = oneValue.parse(req.query.q).trim().slice(0, MAX_WORDS);
  const { hits } =
    words === ''
      ? { hits: [] }
      : await deps.search.search({ text: words, filter: {}, facets: [], limit: FOUND, offset: 0 });
  const there = new Set(
    challenge.matchList.filter(({ status }) => status !== 'superseded').map(({ entryId }) => entryId),
  );
  const props = { view, challengeId: id, title: challenge.title, words, hits, there };
  return { status: 200, content: <AddPage {...props} /> };
}
