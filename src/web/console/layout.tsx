import type { ComponentChildren } from 'preact';
import { atLeast, type Role } from '../../access.js';
import type { View } from '../view.js';

/** The parts of the console, as its navigation has them. */
export type ConsolePart =
  | 'queue'
  | 'introductions'
  | 'catalogue'
  | 'evaluation'
  | 'exposure'
  | 'learning'
  | 'people'
  | 'audit'
  | 'mail'
  | 'webhooks'
  | 'jobs';

const LINKS: readonly { part: ConsolePart; href: string; needs: Role }[] = [
  { part: 'queue', href: '/console', needs: 'reviewer' },
  { part: 'introductions', href: '/console/introductions', needs: 'staff' },
  { part: 'catalogue', href: '/console/catalogue', needs: 'staff' },
  { part: 'evaluation', href: '/console/evaluation', needs: 'reviewer' },
  { part: 'learning', href: '/console/learning', needs: 'staff' },
  { part: 'exposure', href: '/console/exposure', needs: 'staff' },
  { part: 'mail', href: '/console/mail', needs: 'staff' },
  { part: 'audit', href: '/console/audit', needs: 'admin' },
  { part: 'webhooks', href: '/console/webhooks', needs: 'admin' },
  { part: 'jobs', href: '/console/jobs', needs: 'admin' },
  { part: 'people', href: '/console/people', needs: 'admin' },
];

export interface ConsoleLayoutProps {
  view: View;
  title: string;
  here?: ConsolePart | undefined;
  /** The page fills the window, and its panes scroll by themselves; else it is a column with room around it. */
  bench?: boolean;
  children: ComponentChildren;
}

/**
 * The frame of every page of the console: its own style and script, dense and quiet. What pages share stands in
 * `styles/`: `.head`, `.panel`, `.halves`, `.pairs` (shell.css); `.buttons`, `.form`, `.sift`, `.tick`, `.table`,
 * `.badge`, `.notice`, `.empty`, `.pages` (parts.css); `.ask-box` for dialogs (dialog.css).
 */
export function ConsoleLayout({ view, title, here, bench, children }: ConsoleLayoutProps) {
  const { m, person, assets } = view;
  const c = m.console;
  const links = person === undefined ? [] : LINKS.filter(({ needs }) => atLeast(person.role, needs));
  return (
    <html lang={m.format.locale} dir={m.direction}>
      <head>
        <meta charset="utf-8" />
        <title>{m.pageTitle(title)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href={assets.consoleStyle} />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <script type="module" src={assets.consoleScript} />
      </head>
      <body class="console" data-person={person?.id}>
        <a class="skip" href="#content">
          {m.skip}
        </a>
        <header class="console-top">
          <a class="wordmark" href="/console">
            {m.product}
          </a>
          <nav aria-label={c.nav.label}>
            <ul class="console-nav">
              {links.map(({ part, href }) => (
                <li key={part}>
                  <a href={href} aria-current={part === here ? 'page' : undefined}>
                    {c.nav[part]}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {person !== undefined && (
            <div class="console-person">
              <a href="/console/account">
                <span class="away">{c.nav.account}: </span>
                {person.name}
              </a>
            </div>
          )}
        </header>
        <main id="content" class={bench === true ? 'bench' : undefined} tabIndex={-1}>
          {children}
        </main>
        <p id="live" class="away" role="status" aria-live="polite" />
      </body>
    </html>
  );
}
