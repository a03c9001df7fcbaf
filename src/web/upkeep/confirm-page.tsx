import type { OpenQuestion } from '../../upkeep/contract.js';
import { Layout } from '../components/layout.js';
import { TroublePage } from '../pages/plain.js';
import { entryAddress, type View } from '../view.js';

/** Longest answer of a contact, in UTF-16 units. */
export const MAX_ANSWER = 5_000;

interface Props {
  view: View;
  question: OpenQuestion;
  /** Address of this page with its secret. */
  address: string;
  text?: string;
  error?: string | undefined;
}

/** A contact is asked whether an entry is still right. Opening the page changes nothing. */
export function ConfirmPage({ view, question, address, text = '', error }: Props) {
  const m = view.m.confirm;
  const { entry, answer } = question;
  if (answer !== undefined) {
    const thanks = answer === 'right' ? m.thanksRight : m.thanksWrong;
    return <TroublePage view={view} title={m.thanksTitle} text={thanks} />;
  }
  if (entry === undefined) return <TroublePage view={view} title={m.title} text={m.gone} />;
  const { caseStudy } = entry;
  const ids = ['what-hint', error && 'what-error'].filter(Boolean).join(' ');
  return (
    <Layout view={view} title={error === undefined ? m.title : view.m.errors.title(m.title)}>
      <div class="confirm">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <article class="panel-plain" lang={entry.language}>
          <h2 dir="auto">{entry.title}</h2>
          <p dir="auto">{entry.summary}</p>
          {[caseStudy?.solution, caseStudy?.outcomes].map((part) =>
            part === undefined || part === '' ? null : (
              <p key={part} dir="auto">
                {part}
              </p>
            ),
          )}
          <p lang={view.m.format.locale}>
            {m.changed(new Date(entry.updatedAt))} <a href={entryAddress(entry.id)}>{m.whole}</a>
          </p>
        </article>
        <form method="post" action={address}>
          <input type="hidden" name="answer" value="right" />
          <h2>{m.yesTitle}</h2>
          <p class="hint">{m.yesHint}</p>
          <button class="button button-main" type="submit">
            {m.yes}
          </button>
        </form>
        <form method="post" action={address} noValidate>
          <input type="hidden" name="answer" value="wrong" />
          <h2>{m.noTitle}</h2>
          <div class="field">
            <label class="label" for="what">
              {m.what}
            </label>
            <p class="hint" id="what-hint">
              {m.whatHint}
            </p>
            {error !== undefined && (
              <p class="field-error" id="what-error" role="alert">
                {error}
              </p>
            )}
            <textarea
              id="what"
              name="text"
              rows={4}
              dir="auto"
              aria-describedby={ids}
              aria-invalid={error === undefined ? undefined : 'true'}
            >
              {text.startsWith('\n') ? `\n${text}` : text}
            </textarea>
          </div>
          <button class="button" type="submit">
            {m.no}
          </button>
        </form>
      </div>
    </Layout>
  );
}
