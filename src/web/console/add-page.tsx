import type { CatalogueHit } from '../../catalogue/search.js';
import { firstSentences, placeName, type View } from '../view.js';
import { ConsoleLayout } from './layout.js';

interface Props {
  view: View;
  challengeId: string;
  title: string;
  words: string;
  hits: readonly CatalogueHit[];
  /** Ids of entries that the proposal has already. */
  there: ReadonlySet<string>;
}

/** What a search for an entry to add found. The dialog of the challenge shows the list alone. */
export function AddPage({ view, challengeId, title, words, hits, there }: Props) {
  const { dialog } = view.m.review;
  return (
    <ConsoleLayout view={view} title={dialog.addTitle} here="queue">
      <h1>{dialog.addTitle}</h1>
      <p>
        <a href={`/console/challenges/${encodeURIComponent(challengeId)}`}>{title}</a>
      </p>
      <div id="found">
        <p class="quiet" id="found-count">
          {words === '' && dialog.addStart}
          {words !== '' && (hits.length === 0 ? dialog.addNone : dialog.addFound(hits.length))}
        </p>
        <ul class="found">
          {hits.map((hit) => (
            <li key={hit.id} id={`hit-${hit.id}`}>
              <div>
                <strong dir="auto">{hit.title}</strong>
                <p class="small quiet">
                  {[view.m.kind[hit.kind], placeName(view, hit.city, hit.country), hit.year ?? '']
                    .filter((part) => part !== '')
                    .join(' · ')}
                </p>
                <p class="small" dir="auto">
                  {firstSentences(hit.summary, 1)}
                </p>
              </div>
              {there.has(hit.id) ? (
                <span class="small quiet">{dialog.addThere}</span>
              ) : (
                <button
                  class="button"
                  type="button"
                  data-add={hit.id}
                  data-title={hit.title}
                  aria-label={dialog.addChooseTitle(hit.title)}
                >
                  {dialog.addChoose}
                </button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </ConsoleLayout>
  );
}
