import { Layout } from '../components/layout.js';
import type { View } from '../view.js';

/** How ranking works, and what the catalogue cannot tell. */
export function AboutPage({ view }: { view: View }) {
  const { about } = view.m;
  return (
    <Layout view={view} title={about.title} here="about" told={{ path: '/about', description: about.lead }}>
      <div class="prose">
        <h1>{about.title}</h1>
        <p class="lead">{about.lead}</p>
        {about.sections.map((section) => (
          <section key={section.heading} class="part">
            <h2>{section.heading}</h2>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
        {view.publication !== undefined && (
          <p>
            <a href="/open-data">{view.m.openData.title}</a>
          </p>
        )}
      </div>
    </Layout>
  );
}

interface TroubleProps {
  view: View;
  title: string;
  text: string;
  /** Number to quote, which the log has too. */
  requestId?: string | undefined;
  /** Address to try again, where that may help. */
  retry?: string | undefined;
}

/** A page for what went wrong: what happened, what is kept, what to do. */
export function TroublePage({ view, title, text, requestId, retry }: TroubleProps) {
  const { states } = view.m;
  return (
    <Layout view={view} title={title}>
      <div class="trouble">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <p class="trouble-links">
          {retry !== undefined && (
            <a class="button button-main" href={retry}>
              {states.retry}
            </a>
          )}
          {view.person !== undefined && <a href="/console">{view.m.accounts.toConsole}</a>}
          <a href="/">{states.home}</a>
          <a href="/search">{view.m.nav.browse}</a>
        </p>
        {requestId !== undefined && (
          <p class="hint">
            {states.requestId} <code>{requestId}</code>
          </p>
        )}
      </div>
    </Layout>
  );
}

/** What the start is doing now, with a bar where it can be counted. */
function Doing({ view }: { view: View }) {
  const { states } = view.m;
  const { doing, progress } = view.status;
  const steps = doing.split(', ').map((step) => states.doing[step] ?? step);
  const counted = progress !== undefined && progress.total > 0 ? progress : undefined;
  return (
    <div class="doing">
      <p class="doing-line">
        <strong id="doing">{steps.join(', ')}</strong>
        {counted !== undefined && <span>{states.progress(counted.done, counted.total)}</span>}
      </p>
      <progress aria-labelledby="doing" value={counted?.done} max={counted?.total} />
    </div>
  );
}

/** The first start: says what is being done, and goes on by itself. */
export function StartingPage({ view }: { view: View }) {
  const { states } = view.m;
  return (
    <Layout view={view} title={states.startingTitle} refresh={3}>
      <div class="trouble" id="starting">
        <h1>{states.startingTitle}</h1>
        <p class="lead">{states.starting}</p>
        <Doing view={view} />
      </div>
    </Layout>
  );
}
