import type { View } from '../view.js';

interface Props {
  view: View;
  page: 'queue' | 'challenge';
  /** What is shown is the state after this event. */
  lastEventId: number;
  /** The challenge on show. */
  challengeId?: string;
}

/** What the script of the review pages starts from: its words, where it is, and what was shown last. */
export function ScriptFrame({ view, page, lastEventId, challengeId }: Props) {
  const { review, console: frame } = view.m;
  return (
    <>
      <noscript>
        <p class="notice notice-warning">{frame.needsScript}</p>
      </noscript>
      <div
        id="script"
        data-page={page}
        data-challenge={challengeId}
        data-words={JSON.stringify(review.script)}
        hidden
      />
      <div id="state" data-part data-event={lastEventId} hidden />
      {/* The live region says the same. */}
      <div class="said-box" aria-hidden="true">
        <p id="said" class="said-line" />
      </div>
    </>
  );
}
