import type { END_REASONS } from '../../challenges/contract.js';
import type { View } from '../view.js';
import { AskBox, Choices, coded, TextArea } from './ask-box.js';

type People = readonly { id: string; name: string }[];

/** People whose task something can be, oneself first; `0` is nobody. */
export function AssignChoices({ view, people, chosen }: { view: View; people: People; chosen?: string }) {
  const { dialog, queue } = view.m.review;
  const own = view.person?.id;
  const sorted = [...people].sort((a, b) => Number(b.id === own) - Number(a.id === own));
  const choices = sorted.map(({ id, name }) => ({
    value: id,
    label: id === own ? `${queue.you} (${name})` : name,
  }));
  return (
    <Choices
      name="person"
      legend={dialog.assignTitle}
      from={0}
      choices={[{ value: '', label: dialog.assignNobody }, ...choices]}
      chosen={chosen ?? own}
    />
  );
}

type EndReason = (typeof END_REASONS)[number];

/** What is declined was not answered; what is closed was. */
const END_REASONS_OF: Record<'declined' | 'closed', readonly EndReason[]> = {
  declined: ['not-a-city', 'out-of-scope', 'duplicate', 'spam', 'solved-otherwise', 'other'],
  closed: ['answered', 'solved-otherwise', 'no-reply', 'duplicate', 'other'],
};

/** Why a challenge ends, and what its city reads. */
export function EndFields({ view, id, as }: { view: View; id: string; as: 'declined' | 'closed' }) {
  const { dialog, endReason } = view.m.review;
  return (
    <>
      <Choices name="reason" legend={dialog.endReason} choices={coded(END_REASONS_OF[as], endReason)} />
      <TextArea name="note" id={`${id}-note`} label={dialog.endNote} max={4000} />
    </>
  );
}

/** The questions before bulk actions, and what came of them. */
export function BulkDialogs({ view, people }: { view: View; people: People }) {
  const { dialog, act } = view.m.review;
  return (
    <>
      <AskBox view={view} name="bulk-assign" title={dialog.bulkAssignTitle} go={dialog.assignGo}>
        <AssignChoices view={view} people={people} />
      </AskBox>
      <AskBox view={view} name="bulk-decline" title={dialog.bulkDeclineTitle} go={act.decline} danger>
        <EndFields view={view} id="bulk" as="declined" />
      </AskBox>
      <AskBox view={view} name="bulk-result" title={dialog.bulkTitle}>
        <p id="bulk-done" />
        <div id="bulk-refused-box">
          <h3>{dialog.bulkRefused}</h3>
          <ul id="bulk-refused" class="refused" />
        </div>
      </AskBox>
    </>
  );
}
