import type { ComponentChildren } from 'preact';
import type { EntryResponse } from '../../catalogue/contract.js';
import type { SimilarAnswer } from '../../catalogue/search.js';
import { entryAsSchemaOrg } from '../../open-data/schema-org.js';
import { EntryFacts } from '../components/entry-facts.js';
import { EntryList } from '../components/entry-list.js';
import type { Told } from '../components/for-programs.js';
import { Layout } from '../components/layout.js';
import { PlaceMap } from '../components/map.js';
import { entryAddress, languageMark, placeName, safeLink, type View } from '../view.js';

interface Props {
  view: View;
  entry: EntryResponse;
  similar: SimilarAnswer;
  /** Address of the answer the reader came from. */
  back: string | undefined;
  /** Above all else: that this is a preview. */
  banner?: ComponentChildren;
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

function Story({ view, entry }: { view: View; entry: EntryResponse }) {
  const m = view.m.entry;
  const { caseStudy, provider } = entry;
  const texts: [string, string][] = [
    [m.about, provider === undefined ? '' : entry.summary],
    [m.challenge, caseStudy?.challenge ?? ''],
    [m.solution, caseStudy?.solution ?? ''],
    [m.outcomes, caseStudy?.outcomes ?? ''],
  ];
  const phrases = caseStudy?.measures ?? provider?.offerings ?? [];
  return (
    <>
      {texts
        .filter(([, text]) => text !== '')
        .map(([title, text]) => (
          <Part key={title} title={title} lang={entry.language}>
            <Paragraphs text={text} />
          </Part>
        ))}
      {phrases.length > 0 && (
        <Part title={provider === undefined ? m.measures : m.offerings} lang={entry.language}>
          <Tags items={phrases} />
        </Part>
      )}
    </>
  );
}

function Links({ view, entry }: { view: View; entry: EntryResponse }) {
  const m = view.m.entry;
  return (
    <Part title={entry.kind === 'provider' ? m.provenBy : m.deliveredBy}>
      {entry.links.length === 0 ? (
        <p class="hint">{m.noLinks}</p>
      ) : (
        <ul class="link-list">
          {entry.links.map((link) => (
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

function Source({ view, entry }: { view: View; entry: EntryResponse }) {
  const m = view.m.entry;
  const link = safeLink(entry.sourceUrl);
  return (
    <Part title={m.source}>
      {link !== undefined && (
        <p>
          <a href={link.href} rel="noreferrer">
            {m.sourceLink(link.host)}
          </a>
        </p>
      )}
      <p class={entry.verified ? 'verified-note' : 'notice notice-warning'}>
        {entry.verified ? m.verified : m.unverified}
      </p>
      <Checked view={view} entry={entry} />
    </Part>
  );
}

/** When it changed, and who has checked it since. */
function Checked({ view, entry }: { view: View; entry: EntryResponse }) {
  const m = view.m.entry;
  const changed = new Date(entry.updatedAt);
  const checked = entry.lastVerifiedAt === undefined ? undefined : new Date(entry.lastVerifiedAt);
  const last = checked !== undefined && checked > changed ? checked : changed;
  const by = entry.lastVerifiedBy ?? 'secretariat';
  return (
    <>
      {entry.stale && <p class="notice notice-warning">{m.stale(last)}</p>}
      <p class="hint">
        {m.changed(changed)} {checked === undefined ? m.notChecked : m.checked[by](checked)}
      </p>
    </>
  );
}

/** What programs are told of the entry. */
function toldOf(view: View, entry: EntryResponse): Told {
  const data = view.publication && entryAsSchemaOrg(view.publication, entry, view.language);
  return {
    path: entryAddress(entry.id),
    description: entry.summary,
    article: entry.kind === 'case-study',
    data,
  };
}

/** The whole entry: what it is, what came of it, who stands behind it, and what is like it. */
export function EntryPage({ view, entry, similar, back, banner }: Props) {
  const m = view.m.entry;
  const { title, caseStudy, coordinates } = entry;
  const place = placeName(view, entry.city, entry.country);
  const year = caseStudy?.year === undefined ? '' : String(caseStudy.year);
  return (
    <Layout view={view} title={title} told={banner === undefined ? toldOf(view, entry) : undefined}>
      {banner}
      <p class="back">
        <a href={back ?? '/'} data-back={m.back}>
          {back === undefined ? m.ask : m.back}
        </a>
      </p>
      <article class="entry">
        <header class="entry-head">
          <p class="card-line">
            {[view.m.kind[entry.kind], place, year, languageMark(view, entry.language)]
              .filter((part) => part !== '')
              .join('\u00a0· ')}
          </p>
          <h1 dir="auto" lang={entry.language}>
            {title}
          </h1>
          {caseStudy !== undefined && (
            <p class="lead" dir="auto" lang={entry.language}>
              {entry.summary}
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
              {coordinates !== undefined && (
                <>
                  <PlaceMap view={view} place={{ id: entry.id, title, place, coordinates }} />
                  {coordinates.approximate && <p class="hint">{view.m.map.approximate}</p>}
                </>
              )}
              <EntryFacts view={view} entry={entry} />
            </div>
          </aside>
        </div>
      </article>
      {similar.hits.length > 0 && (
        <section class="similar" aria-labelledby="similar-heading">
          <h2 id="similar-heading">{m.similar}</h2>
          {similar.degraded && <p class="hint">{view.m.states.degradedSimilar}</p>}
          <EntryList view={view} entries={similar.hits} />
        </section>
      )}
    </Layout>
  );
}
