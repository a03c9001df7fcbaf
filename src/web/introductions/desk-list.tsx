import type { Introduction, IntroductionList, IntroductionQuery } from '../../introductions/contract.js';
import { ConsoleLayout } from '../console/layout.js';
import { Older, Table } from '../records/table.js';
import { placeName, type View } from '../view.js';

const SHOW = ['waiting', 'invited', 'introduced', 'over', 'all'] as const;
const BADGE = {
  requested: 'badge-wait',
  introduced: 'badge-good',
  declined: 'badge-gone',
  expired: 'badge-gone',
  ended: 'badge-gone',
};

/** In a word, where it stands. */
export function StateBadge({ view, introduction }: { view: View; introduction: Introduction }) {
  const { introductionDesk: desk } = view.m;
  const { status, outcomes } = view.m.introductions;
  const { status: now, waitsFor, outcome } = introduction;
  const text =
    now === 'requested'
      ? desk.waitsFor[waitsFor]
      : now === 'introduced' && outcome !== undefined
        ? outcomes[outcome]
        : status[now];
  return <span class={`badge ${BADGE[now]}`}>{text}</span>;
}

interface Props {
  view: View;
  query: IntroductionQuery;
  list: IntroductionList;
}

/** Introductions: what waits for staff first. */
export function DeskListPage({ view, query, list }: Props) {
  const { introductionDesk: desk } = view.m;
  const { day } = view.m.introductions;
  const of = query.challengeId;
  const address = (changes: Record<string, string>) => {
    const all = { show: query.show, ...(of !== undefined && { challenge: of }), ...changes };
    return `/console/introductions?${new URLSearchParams(all)}`;
  };
  return (
    <ConsoleLayout view={view} title={desk.title} here="introductions">
      <div class="sheet sheet-wide">
        <h1>{desk.title}</h1>
        <p class="lead">{desk.lead}</p>
        <nav class="buttons sift" aria-label={desk.title}>
          {SHOW.map((show) => (
            <a
              key={show}
              class="button button-quiet"
              href={address({ show })}
              aria-current={show === query.show ? 'page' : undefined}
            >
              {desk.show[show]}
            </a>
          ))}
        </nav>
        {of !== undefined && <p class="hint">{desk.ofChallenge}</p>}
        {list.introductions.length === 0 ? (
          <p>{desk.none[query.show]}</p>
        ) : (
          <Table columns={[desk.city, desk.entry, desk.asked, desk.state, desk.next]}>
            {list.introductions.map((one) => (
              <tr key={one.id}>
                <td data-label={desk.city}>
                  <a href={`/console/introductions/${one.id}`} dir="auto">
                    {placeName(view, one.city.name, one.city.country)}
                  </a>
                </td>
                <td data-label={desk.entry} dir="auto">
                  {one.entryTitle}
                </td>
                <td data-label={desk.asked}>{day(one.requestedAt)}</td>
                <td data-label={desk.state}>
                  <StateBadge view={view} introduction={one} />
                </td>
                <td data-label={desk.next}>
                  {one.nextDueAt === undefined ? '' : desk.nextAt(day(one.nextDueAt))}
                </td>
              </tr>
            ))}
          </Table>
        )}
        <Older href={list.nextCursor && address({ cursor: list.nextCursor })} text={desk.more} />
      </div>
    </ConsoleLayout>
  );
}
