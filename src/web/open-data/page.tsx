import type { ComponentChildren } from 'preact';
import type { Publication } from '../../open-data/publication.js';
import { Layout } from '../components/layout.js';
import { safeLink, type View } from '../view.js';

interface Props {
  view: View;
  publication: Publication;
}

interface PartProps {
  view: View;
  id: string;
  told: { heading: string; text: string };
  /** Addresses on this site, with what they lead to. */
  links?: readonly [address: string, text: string][];
  /** A command that works as it stands. */
  example?: string;
  children?: ComponentChildren;
}

function Part({ view, id, told, links = [], example, children }: PartProps) {
  return (
    <section class="part take" id={id}>
      <h2>{told.heading}</h2>
      <p>{told.text}</p>
      {links.length > 0 && (
        <ul class="link-list">
          {links.map(([address, text]) => (
            <li key={address}>
              <a href={address}>{text}</a>
            </li>
          ))}
        </ul>
      )}
      {children}
      {example !== undefined && (
        <p class="command">
          <span class="hint">{view.m.openData.example}</span> <code translate={false}>{example}</code>
        </p>
      )}
    </section>
  );
}

/** What can be taken away, in which forms, with an example of each. */
export function OpenDataPage({ view, publication }: Props) {
  const m = view.m.openData;
  const { site } = publication;
  const told = { path: '/open-data', description: m.lead };
  const { caseStudies, providers, entries, hint } = m.files;
  return (
    <Layout view={view} title={m.title} told={told}>
      <div class="prose">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <Part
          {...{ view, id: 'entries', told: m.files }}
          links={[
            ['/v1/open-data/case-studies.csv', caseStudies],
            ['/v1/open-data/providers.csv', providers],
            ['/v1/open-data/entries.jsonl', entries],
          ]}
          example={`curl --compressed -o entries.jsonl ${site}/v1/open-data/entries.jsonl`}
        >
          <p class="hint">{hint}</p>
        </Part>
        <Part
          {...{ view, id: 'feed', told: m.feed }}
          links={[
            ['/feed.atom', m.feed.link],
            ['/v1/changes', m.feed.changes],
          ]}
          example={`curl ${site}/feed.atom`}
        />
        <Part
          {...{ view, id: 'taxonomy', told: m.taxonomy }}
          links={[
            ['/v1/open-data/taxonomy.ttl', m.taxonomy.turtle],
            ['/v1/open-data/taxonomy.jsonld', m.taxonomy.jsonLd],
          ]}
          example={`curl -H 'Accept: text/turtle' ${site}/taxonomy/sdgs/11`}
        />
        <Part
          {...{ view, id: 'catalog', told: m.catalog }}
          links={[
            ['/v1/open-data/catalog.ttl', m.catalog.turtle],
            ['/v1/open-data/catalog.jsonld', m.catalog.jsonLd],
            ['/sitemap.xml', m.catalog.sitemap],
          ]}
          example={`curl -H 'Accept: text/turtle' ${site}/v1/open-data/catalog`}
        />
        <Part {...{ view, id: 'pages', told: m.pages }} />
        <Part
          {...{ view, id: 'api', told: m.api }}
          links={[
            ['/docs', m.api.link],
            ['/openapi.json', m.api.document],
          ]}
          example={`curl '${site}/v1/search?q=flood&kind=case-study'`}
        />
        <Terms view={view} publication={publication} />
      </div>
    </Layout>
  );
}

/** Under what name and terms: what the settings do not tell is not made up. */
function Terms({ view, publication: { publisher, licence } }: Props) {
  const m = view.m.openData.terms;
  const link = safeLink(licence);
  // The sentence names the address once; the link stands in its place.
  const [before, after] = m.licence('\0').split('\0');
  return (
    <section class="part" id="terms">
      <h2>{m.heading}</h2>
      {publisher !== undefined && <p id="publisher">{m.publisher(publisher)}</p>}
      <p>
        {link === undefined ? (
          m.none
        ) : (
          <>
            {before}
            <a href={link.href} rel="license">
              {link.href}
            </a>
            {after}
          </>
        )}
      </p>
      <p>{m.source}</p>
      <p id="coordinates">{m.coordinates}</p>
    </section>
  );
}
