import type { CatalogueHit } from '../../catalogue/search.js';
import { entryAddress, languageMark, placeName, type View } from '../view.js';
import { Marked } from './marked.js';

/** A short list of entries, each with its kind and place. */
export function EntryList({ view, entries }: { view: View; entries: readonly CatalogueHit[] }) {
  return (
    <ul class="entry-list">
      {entries.map((entry) => (
        <li key={entry.id}>
          <h3>
            <a href={entryAddress(entry.id)} dir="auto" lang={entry.language}>
              {entry.title}
            </a>
          </h3>
          <p class="card-line">
            {[
              view.m.kind[entry.kind],
              placeName(view, entry.city, entry.country),
              entry.year === undefined ? '' : String(entry.year),
              languageMark(view, entry.language),
              entry.stale === true ? view.m.entry.staleShort : '',
            ]
              .filter((part) => part !== '')
              .join('\u00a0· ')}
          </p>
          <p dir="auto" lang={entry.language}>
            <Marked text={entry.summary} highlights={entry.highlights} />
          </p>
        </li>
      ))}
    </ul>
  );
}
