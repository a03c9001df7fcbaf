import type { ComponentChildren } from 'preact';
import { placeOf, titleOf } from '../../catalogue/entry.js';
import type { CatalogueHit } from '../../catalogue/search.js';
import { EntryFacts } from '../components/entry-facts.js';
import { EntryList } from '../components/entry-list.js';
import { Layout } from '../components/layout.js';
import { PlaceMap } from '../components/map.js';
import type { EntryPage as EntryData, LinkedEntry } from '../deps.js';
import { entryAddress, placeName, safeLink, type View } from '../view.js';

interface Props {
  view: View;
  entry: EntryData;
  similar: readonly CatalogueHit[];
  /** Address of the answer the reader came from. */
  back: string | undefined;
}

function Part({ title, children, lang }: { title: string; children: ComponentChildren; lang?: string }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      <div class="prose" lang={lang}>
        {children}
      </div>
    </section>
  );
}

const Paragraphs = ({ text }: { text: string }) => (
  <>
    {text.split(/\n{2,}/).map((paragraph, index) => (
      <p key={index} dir="auto">
        {paragraph}
      </p>
    ))}
  </>
);

const Tags = ({ items }: { items: readonly string[] }) => (
  <ul class="tags">
    {items.map((item) => (
      <li key={item} dir="auto">
        {item}
      </li>
    ))}
  </ul>
);

function Story({ view, entry }: { view: View; entry: EntryData }) {
  const m = view.m.entry;
  const lang = entry.body.language;
  if (entry.kind === 'provider') {
    return (
      <>
        <Part title={m.about} lang={lang}>
          <Paragraphs text={entry.body.description} />
        </Part>
        {entry.body.offerings.length > 0 && (
          <Part title={m.offerings} lang={lang}>
            <Tags items={entry.body.offerings} />
          </Part>
        )}
      </>
    );
  }
  const { challenge, solution, outcomes, measures } = entry.body;
  const texts: [string, string][] = [
    [m.challenge, challenge],
    [m.solution, solution],
    [m.outcomes, outcomes],
  ];
  return (
    <>
      {texts
        .filter(([, text]) => text !== '')
        .map(([title, text]) => (
          <Part key={title} title={title} lang={lang}>
            <Paragraphs text={text} />
          </Part>
        ))}
      {measures.length > 0 && (
        <Part title={m.measures} lang={lang}>
          <Tags items={measures} />
        </Part>
      )}
    </>
  );
}

function Links({ view, entry }: { view: View; entry: EntryData }) {
  const m = view.m.entry;
  return (
    <Part title={entry.kind === 'provider' ? m.provenBy : m.deliveredBy}>
      {entry.links.length === 0 ? (
        <p class="hint">{m.noLinks}</p>
      ) : (
        <ul class="link-list">
          {entry.links.map((link: LinkedEntry) => (
            <li key={link.id}>
              <a href={entryAddress(link.id)} dir="auto">
                {link.title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Source({ view, entry }: { view: View; entry: EntryData }) {
  const m = view.m.entry;
  const link = safeLink(entry.body.sourceUrl);
  return (
    <Part title={m.source}>
      {link !== undefined && (
        <p>
          <a href={link.href} rel="noreferrer">
            {m.sourceLink(link.host)}
          </a>
        </p>
      )}
      <p class={entry.body.verified ? 'verified-note' : 'notice notice-warning'}>
        {entry.body.verified ? m.verified : m.unverified}
      </p>
    </Part>
  );
}

/** The whole entry: what it is, what came of it, who stands behind it, and what is like it. */
export function EntryPage({ view, entry, similar, back }: Props) {
  const m = view.m.entry;
  const title = titleOf(entry);
  const { city, country } = placeOf(entry);
  const place = placeName(view, city, country);
  return (
    <Layout view={view} title={title}>
      <p class="back">
        <a href={back ?? '/'} data-back={m.back}>
          {back === undefined ? m.ask : m.back}
        </a>
      </p>
      <article class="entry">
        <header class="entry-head">
          <p class="card-line">
            {[
              view.m.kind[entry.kind],
              place,
              entry.kind === 'case-study' && entry.body.year !== null ? String(entry.body.year) : '',
            ]
              .filter((part) => part !== '')
              .join('\u00a0· ')}
          </p>
          <h1 dir="auto" lang={entry.body.language}>
            {title}
          </h1>
          {entry.kind === 'case-study' && (
            <p class="lead" dir="auto" lang={entry.body.language}>
              {entry.body.summary}
            </p>
          )}
        </header>
        <div class="columns">
          <div class="columns-main">
            <Story view={view} entry={entry} />
            <Links view={view} entry={entry} />
            <Source view={view} entry={entry} />
          </div>
          <aside class="columns-side" aria-label={m.facts}>
            <div class="map-box">
              {entry.coordinates !== undefined && (
                <PlaceMap
                  view={view}
                  place={{ id: entry.id, title, place, coordinates: entry.coordinates }}
                />
              )}
              <EntryFacts view={view} entry={entry} />
            </div>
          </aside>
        </div>
      </article>
      {similar.length > 0 && (
        <section class="similar" aria-labelledby="similar-heading">
          <h2 id="similar-heading">{m.similar}</h2>
          <EntryList view={view} entries={similar} />
        </section>
      )}
    </Layout>
  );
}
