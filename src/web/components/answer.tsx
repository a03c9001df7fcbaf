import type { ComponentChildren } from 'preact';
import type { Coordinates } from '../../catalogue/entry.js';
import type { MatchResponse, MatchResult } from '../../matching/contract.js';
import { ANSWER_FACETS, countBands, countFacets, filterResults } from '../facets.js';
import { FIRST_SHOWN, type FormState } from '../form.js';
import { placeName, type View } from '../view.js';
import { AnswerCard } from './answer-card.js';
import { Filters } from './filters.js';
import { AnswerMap, type Place } from './map.js';

export interface AnswerProps {
  view: View;
  form: FormState;
  response: MatchResponse;
  coordinates: ReadonlyMap<string, Coordinates>;
}

/** The matches that are cases and whose place is known, numbered as in the list. */
function placesOf({ view, coordinates }: AnswerProps, shown: readonly MatchResult[]): Place[] {
  return shown.flatMap((result, index) => {
    const at = coordinates.get(result.id);
    if (result.kind !== 'case-study' || at === undefined) return [];
    const place = placeName(view, result.city, result.country);
    return [
      { id: result.id, number: index + 1, band: result.band, title: result.title, place, coordinates: at },
    ];
  });
}

function Cards({ props, shown, places }: { props: AnswerProps; shown: MatchResult[]; places: Place[] }) {
  const { view, response } = props;
  const { model, confident } = response;
  const mapped = new Set(places.map((place) => place.id));
  return (
    <ol class="cards" aria-label={view.m.answer.list}>
      {shown.map((result, index) => (
        <AnswerCard
          key={result.id}
          view={view}
          result={result}
          position={index + 1}
          mapped={mapped.has(result.id)}
          model={model}
          confident={confident}
        />
      ))}
    </ol>
  );
}

/** Cards on the left, map on the right; below one another where there is little room. */
function Columns({
  props,
  shown,
  children,
}: {
  props: AnswerProps;
  shown: MatchResult[];
  children?: ComponentChildren;
}) {
  const places = placesOf(props, shown);
  return (
    <div class="columns">
      <div class="columns-main">
        <Cards props={props} shown={shown} places={places} />
        {children}
      </div>
      <aside class="columns-side">
        <AnswerMap view={props.view} places={places} />
      </aside>
    </div>
  );
}

function Degraded({ view, response }: { view: View; response: MatchResponse }) {
  const { states, format } = view.m;
  const parts = Object.entries(view.status.parts)
    .filter(([, part]) => part.state === 'away')
    .map(([name]) => states.partName[name] ?? name);
  const byWords = response.degraded ? states.degraded : states.wordsAlone;
  if (response.degraded || response.model === 'none') return <p class="notice notice-warning">{byWords}</p>;
  if (parts.length === 0) return null;
  return <p class="notice notice-warning">{states.degradedOther(format.list(parts))}</p>;
}

function Understood({ view, response }: { view: View; response: MatchResponse }) {
  if (response.concepts.length === 0) return null;
  return (
    <p class="understood">
      {view.m.answer.understood}
      {view.m.colon}{' '}
      {response.concepts.map((concept, index) => (
        <span key={concept.id}>
          {index > 0 && ', '}
          <span class="concept">{concept.label}</span>
        </span>
      ))}
    </p>
  );
}

/** Mistyped words and what they were read as, in the language of the statement. */
function ReadAs({ view, response }: { view: View; response: MatchResponse }) {
  const { corrected = [], language } = response;
  if (corrected.length === 0) return null;
  return (
    <p class="understood">
      {view.m.answer.corrected}
      {view.m.colon}{' '}
      {corrected.map(({ from, to }, index) => (
        <span key={from}>
          {index > 0 && ', '}
          <bdi class="concept" lang={language}>
            {to}
          </bdi>{' '}
          ({view.m.answer.youWrote(from)})
        </span>
      ))}
    </p>
  );
}

function NothingFits(props: AnswerProps) {
  const { view, response } = props;
  const { nothing, format } = view.m;
  const concepts = response.concepts.map((concept) => concept.label);
  return (
    <section class="answer" id="answer" aria-labelledby="answer-heading" data-announce={nothing.announce}>
      <div class="nothing">
        <h2 id="answer-heading" tabIndex={-1}>
          {nothing.heading}
        </h2>
        <p>{nothing.lead}</p>
        {concepts.length > 0 && <p>{nothing.readAs(format.list(concepts))}</p>}
        <ReadAs view={view} response={response} />
        <h3>{nothing.tryHeading}</h3>
        <ul>
          {nothing.tries.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p>{nothing.secretariat}</p>
        <SendOn view={view} form={props.form} />
        <p>
          <a href="/search">{nothing.browse}</a>
        </p>
      </div>
      <Degraded view={view} response={response} />
      {response.results.length > 0 && (
        <>
          <h2 class="nearest">{nothing.nearest}</h2>
          <HowRanked view={view} />
          <Columns props={props} shown={response.results} />
        </>
      )}
    </section>
  );
}

function Heading({
  view,
  form,
  results,
  shown,
  mapped,
}: {
  view: View;
  form: FormState;
  results: MatchResult[];
  shown: number;
  /** Whether there is a map below. */
  mapped: boolean;
}) {
  const { answer } = view.m;
  const bands = countBands(results);
  const words = answer.bands(bands.high, bands.medium, bands.low);
  const filtered = ANSWER_FACETS.some((facet) => form.filter[facet].length > 0);
  return (
    <div class="answer-head">
      <h2 id="answer-heading" tabIndex={-1}>
        {answer.heading(results.length)}
      </h2>
      <p class="bands">{filtered ? answer.filtered(shown, results.length) : words}</p>
      {mapped && (
        <a class="to-map" href="#map-heading">
          {view.m.map.jump}
        </a>
      )}
    </div>
  );
}

/** The way to the page that states what the order goes by. */
function HowRanked({ view }: { view: View }) {
  return (
    <p class="how-ranked">
      <a href="/ranking">{view.m.answer.ranked}</a>
    </p>
  );
}

/** From an answer to a person: the form, filled in. */
function SendOn({ view, form }: { view: View; form: FormState }) {
  const { send, sendHint } = view.m.challenges;
  const query = new URLSearchParams(Object.entries(form.values).filter(([, value]) => value !== ''));
  return (
    <p class="send-on">
      <a class="button" href={`/challenges/new?${query}`}>
        {send}
      </a>
      <span class="hint">{sendHint}</span>
    </p>
  );
}

/** The answer to a challenge: matches, or that nothing fits. */
export function Answer(props: AnswerProps) {
  const { view, form, response } = props;
  if (!response.confident || response.results.length === 0) return <NothingFits {...props} />;
  const { answer } = view.m;
  const passing = filterResults(response.results, form.filter);
  const shown = form.all ? passing : passing.slice(0, FIRST_SHOWN);
  const bands = countBands(passing);
  const hidden = passing.length - shown.length;
  return (
    <section
      class="answer"
      id="answer"
      aria-labelledby="answer-heading"
      data-announce={answer.announce(passing.length, answer.bands(bands.high, bands.medium, bands.low))}
    >
      <Heading
        view={view}
        form={form}
        results={response.results}
        shown={passing.length}
        mapped={placesOf(props, shown).length > 0}
      />
      <Understood view={view} response={response} />
      <ReadAs view={view} response={response} />
      <HowRanked view={view} />
      <Degraded view={view} response={response} />
      {response.results.length < 3 && <p class="hint">{answer.few}</p>}
      <Filters view={view} form={form} counts={countFacets(response.results, form.filter)} />
      {shown.length === 0 ? (
        <p class="notice">{answer.filterEmpty}</p>
      ) : (
        <Columns props={props} shown={shown}>
          {hidden > 0 && (
            <button type="submit" class="button more" form="filters" name="show" value="all">
              {answer.more(hidden)}
            </button>
          )}
        </Columns>
      )}
      <SendOn view={view} form={form} />
    </section>
  );
}
