import { AppError } from '../../errors.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { ConsoleLayout } from './layout.js';

/** There is no such challenge: said within the console, with the way back to the queue. */
function MissingPage({ view }: { view: View }) {
  const { challenge, queue } = view.m.review;
  return (
    <ConsoleLayout view={view} title={challenge.notFoundTitle} here="queue">
      <div class="empty">
        <h1>{challenge.notFoundTitle}</h1>
        <p>{challenge.notFound}</p>
        <a class="button" href="/console">
          {queue.whole}
        </a>
      </div>
    </ConsoleLayout>
  );
}

/** The page of an unknown challenge tells so, in the console. */
export async function orMissing(view: View, make: () => Promise<Page>): Promise<Page> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
    return { status: 404, content: <MissingPage view={view} /> };
  }
}
