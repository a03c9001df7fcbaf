import type { Scope } from '../../partners/scope.js';
import type { View } from '../view.js';
import { CityMatch } from './city-match.js';
import { searchLink } from './snippet.js';

interface Props {
  view: View;
  partnerKey: string;
  scope: Scope;
  /** The two lines that put the search here, as text. */
  lines: string;
}

const PARTS = ['search', 'challenge', 'frame', 'link'] as const;

/**
 * A page of some other organisation, in a look of its own: nothing of our frame, styles or scripts is in it but what
 * the two lines bring.
 */
export function DemoPage({ view, partnerKey, scope, lines }: Props) {
  const { demo, snippet } = view.m.partners;
  const link = <a href={searchLink('', scope)}>{snippet.linkText}</a>;
  const frame = `/embed/v1/frame?${new URLSearchParams({ key: partnerKey, language: view.language })}`;
  return (
    <html lang={view.m.format.locale} dir={view.m.direction}>
      <head>
        <meta charset="utf-8" />
        <title>{view.m.pageTitle(demo.title)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href={view.assets.demoStyle} />
        <link rel="icon" href={view.assets.icon} type="image/svg+xml" />
        <script src="/embed/v1/widget.js" async />
        <script src="/embed/v1/frame.js" async />
      </head>
      <body>
        <header>
          <p class="site">{demo.site}</p>
          <nav aria-label={demo.nav}>
            <ul>
              {PARTS.map((part) => (
                <li key={part}>
                  <a href={`#${part}`}>{demo[part]}</a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main>
          <h1>{demo.title}</h1>
          <p class="lead">{demo.siteLead}</p>
          <section aria-labelledby="search">
            <h2 id="search">{demo.search}</h2>
            <p>{demo.searchText}</p>
            <pre dir="ltr">{lines}</pre>
            <CityMatch partnerKey={partnerKey}>{link}</CityMatch>
          </section>
          <section aria-labelledby="challenge">
            <h2 id="challenge">{demo.challenge}</h2>
            <p>{demo.challengeText}</p>
            <CityMatch partnerKey={partnerKey} mode="challenge">
              {link}
            </CityMatch>
          </section>
          <section aria-labelledby="frame">
            <h2 id="frame">{demo.frame}</h2>
            <p>{demo.frameText}</p>
            <iframe src={frame} title={demo.frameTitle} width="100%" height="600" />
          </section>
          <section aria-labelledby="link">
            <h2 id="link">{demo.link}</h2>
            <p>{demo.linkText}</p>
            <p>{link}</p>
          </section>
        </main>
        <footer>
          <p>
            <a href="/">{demo.back}</a>
          </p>
        </footer>
      </body>
    </html>
  );
}
