import type { ComponentChildren } from 'preact';
import { LANGUAGES, OWN_NAMES } from '../../languages.js';
import type { View } from '../view.js';
import { ForPrograms, type Told } from './for-programs.js';
import { Sign } from './shapes.js';

export interface LayoutProps {
  view: View;
  title: string;
  /** The page in the main navigation that this is, if any. */
  here?: 'ask' | 'new' | 'browse' | 'about' | undefined;
  /** What programs are told of the page; absent: nothing. */
  told?: Told | undefined;
  /** Seconds after which a browser without JavaScript asks again. */
  refresh?: number | undefined;
  children: ComponentChildren;
}

function Head({ view, title, told, refresh }: LayoutProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{view.m.pageTitle(title)}</title>
      <ForPrograms view={view} title={title} told={told} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#f6f8f7" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#0f1719" media="(prefers-color-scheme: dark)" />
      {view.assets.fonts.map((font) => (
        <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
      ))}
      <link rel="stylesheet" href={view.assets.style} />
      <link rel="icon" href={view.assets.icon} type="image/svg+xml" />
      <script type="module" src={view.assets.script} />
      {refresh !== undefined && (
        <noscript>
          <meta http-equiv="refresh" content={String(refresh)} />
        </noscript>
      )}
    </head>
  );
}

function Header({ view, here }: LayoutProps) {
  const { nav } = view.m;
  const links = [
    { id: 'ask', href: '/', text: nav.ask },
    { id: 'new', href: '/challenges/new', text: nav.new },
    { id: 'browse', href: '/search', text: nav.browse },
    { id: 'about', href: '/about', text: nav.about },
  ];
  return (
    <header class="top">
      <div class="top-inside">
        <a class="wordmark" href="/">
          <Sign />
          <span>{view.m.product}</span>
        </a>
        <nav aria-label={nav.label}>
          <ul class="nav">
            {links.map((link) => (
              <li key={link.id}>
                <a href={link.href} aria-current={link.id === here ? 'page' : undefined}>
                  {link.text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

/** The choice of a language: it comes back to this page, also without a script. */
function Switch({ view }: { view: View }) {
  if (view.address === undefined) return null;
  return (
    <form class="speak" method="post" action="/language" aria-label={view.m.footer.language}>
      <input type="hidden" name="back" value={view.address} />
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="submit"
          class="link-button"
          name="to"
          value={language}
          lang={language}
          aria-current={language === view.language ? 'true' : undefined}
        >
          {OWN_NAMES[language]}
        </button>
      ))}
    </form>
  );
}

/** What the client script shows when it must: written here so that every string is a message. */
function Templates({ view }: { view: View }) {
  const s = view.m.states;
  const notice = (id: string, title: string, text: string) => (
    <template id={id}>
      <section class="notice notice-danger">
        <h2>{title}</h2>
        <p>{text}</p>
        <button type="button" class="button" data-retry>
          {s.retry}
        </button>
      </section>
    </template>
  );
  return (
    <>
      <template id="searching">
        <section class="searching" data-announce={s.searching}>
          <p class="searching-word">{s.searching}</p>
          {[1, 2, 3].map((card) => (
            <div key={card} class="card skeleton" aria-hidden="true">
              <span class="bone bone-title" />
              <span class="bone bone-short" />
              <span class="bone" />
              <span class="bone" />
            </div>
          ))}
        </section>
      </template>
      {notice('offline', s.offlineTitle, s.offline)}
      {notice('failed', s.failedTitle, s.failed)}
    </>
  );
}

/** The frame of every page. */
export function Layout(props: LayoutProps) {
  const { view, children } = props;
  return (
    <html lang={view.m.format.locale} dir={view.m.direction}>
      <Head {...props} />
      <body>
        <a class="skip" href="#content">
          {view.m.skip}
        </a>
        <Header {...props} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <footer class="foot">
          <div class="foot-inside">
            <div class="foot-text">
              <p>{view.m.footer.text}</p>
              {view.m.footer.machine !== '' && <p>{view.m.footer.machine}</p>}
            </div>
            <Switch view={view} />
            <p>
              <a href="/ranking">{view.m.footer.ranking}</a>
            </p>
            {view.publication !== undefined && (
              <p>
                <a href="/open-data">{view.m.footer.openData}</a>
              </p>
            )}
            <p>
              <a href="/docs">{view.m.footer.api}</a>
            </p>
          </div>
        </footer>
        <p id="live" class="away" role="status" aria-live="polite" />
        <Templates view={view} />
      </body>
    </html>
  );
}
