import { Answer, type AnswerProps } from '../components/answer.js';
import { ChallengeForm } from '../components/challenge-form.js';
import { ErrorSummary } from '../components/form-parts.js';
import { Layout } from '../components/layout.js';
import { answerAddress, type FormState, readPopulation } from '../form.js';
import { placeName, type View } from '../view.js';

export interface HomeProps {
  view: View;
  form: FormState;
  counts: { cases: number; providers: number } | undefined;
  answer: Pick<AnswerProps, 'response' | 'coordinates'> | undefined;
  /** Shown in the answer's place when a part is away. */
  away?: { title: string; text: string; requestId: string | undefined } | undefined;
}

function Examples({ view }: { view: View }) {
  return (
    <section class="examples" aria-labelledby="examples-heading">
      <h2 id="examples-heading">{view.m.home.examplesHeading}</h2>
      <ul>
        {view.m.examples.map((example) => {
          const { label, ...values } = example;
          const place = [example.city, view.m.format.countryName(example.country)].join(', ');
          return (
            <li key={label}>
              <a class="example" href={answerAddress(values)} data-swap>
                <span class="example-text">{label}</span>
                <span class="example-place">{place}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Start({ view, form, counts }: HomeProps) {
  const { home } = view.m;
  return (
    <div class="start">
      <div class="start-main">
        <h1>{home.heading}</h1>
        <p class="lead">{home.lead}</p>
        <ErrorSummary
          view={view}
          wrong={Object.entries(form.errors).map(([id, message]) => ({ id, message }))}
        />
        <ChallengeForm view={view} form={form} compact={false} />
      </div>
      <div class="start-side">
        <Examples view={view} />
        {counts !== undefined && <p class="hint">{home.catalogue(counts.cases, counts.providers)}</p>}
      </div>
    </div>
  );
}

function Away({ view, away }: { view: View; away: NonNullable<HomeProps['away']> }) {
  return (
    <section
      class="notice notice-danger"
      id="answer"
      aria-labelledby="answer-heading"
      data-announce={away.title}
    >
      <h2 id="answer-heading" tabIndex={-1}>
        {away.title}
      </h2>
      <p>{away.text}</p>
      <button type="submit" class="button" form="challenge">
        {view.m.states.retry}
      </button>
      {away.requestId !== undefined && (
        <p class="hint">
          {view.m.states.requestId} <code>{away.requestId}</code>
        </p>
      )}
    </section>
  );
}

/** The challenge as it was stated, with the form behind "change it". */
function Asked({ view, form, language }: { view: View; form: FormState; language: string | undefined }) {
  const { m } = view;
  const { city, country, population } = form.values;
  const people = readPopulation(population);
  const about = [
    placeName(view, city, country === '' ? undefined : country),
    people === undefined ? '' : m.form.people(people),
  ].filter((part) => part !== '');
  return (
    <section class="asked" aria-labelledby="asked-heading">
      <h1 id="asked-heading">{m.form.heading}</h1>
      <blockquote class="asked-statement" dir="auto" lang={language}>
        {form.values.statement}
      </blockquote>
      {about.length > 0 && <p class="asked-city">{about.join(' · ')}</p>}
      <details class="change">
        <summary>{m.form.change}</summary>
        <ChallengeForm view={view} form={form} compact />
      </details>
    </section>
  );
}

function titleOf({ view, form, answer, away }: HomeProps): string {
  const { m } = view;
  if (away !== undefined) return away.title;
  if (Object.keys(form.errors).length > 0) return m.errors.title(m.home.title);
  if (answer === undefined) return m.home.title;
  return answer.response.confident && answer.response.results.length > 0
    ? m.answer.pageTitle(answer.response.results.length)
    : m.nothing.pageTitle;
}

/** The start page: the question, and below it the answer once there is one. */
export function HomePage(props: HomeProps) {
  const { view, form, answer, away } = props;
  // An answer is no page that others are to find.
  const bare = answer === undefined && away === undefined && Object.keys(form.errors).length === 0;
  const told = bare ? { path: '/', description: view.m.home.lead } : undefined;
  return (
    <Layout view={view} title={titleOf(props)} here="ask" told={told}>
      {answer === undefined && away === undefined ? (
        <Start {...props} />
      ) : (
        <>
          <Asked view={view} form={form} language={answer?.response.language} />
          {answer !== undefined && <Answer view={view} form={form} {...answer} />}
          {away !== undefined && <Away view={view} away={away} />}
        </>
      )}
    </Layout>
  );
}
