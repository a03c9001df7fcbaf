import type { View } from '../view.js';
import { ConsoleLayout } from './layout.js';

/** There is no such challenge: said within the console, with the way back to the queue. */
export function MissingPage({ view }: { view: View }) {
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
