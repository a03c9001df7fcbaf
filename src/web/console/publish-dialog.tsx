import type { ReviewChallenge, ReviewMatch } from '../../review/contract.js';
import { Band } from '../components/shapes.js';
import { placeName, type View } from '../view.js';
import type { ChallengeProps } from './challenge-parts.js';

/** What stands in the way of publishing, in words; empty when nothing does. */
function obstacles(view: View, challenge: ReviewChallenge, staff: boolean): string[] {
  const { dialog } = view.m.review;
  const approved = challenge.matchList.filter(({ status }) => status === 'approved');
  const undecided = challenge.matchList.filter(({ status }) => status === 'proposed').length;
  const gone = approved.filter(({ entryGone }) => entryGone).length;
  const lacking = challenge.approvalsNeeded - challenge.approvals;
  return [
    ...(undecided > 0 ? [dialog.publishUndecided(undecided)] : []),
    ...(gone > 0 ? [dialog.publishGone(gone)] : []),
    ...(approved.length === 0 && challenge.note === '' ? [dialog.publishNothingNoNote] : []),
    ...(challenge.approvalsNeeded > 1 && lacking > 0 ? [dialog.publishApprovals(lacking)] : []),
    ...(staff ? [] : [dialog.publishRole]),
  ];
}

function Preview({ view, match }: { view: View; match: ReviewMatch }) {
  const { shown } = match;
  return (
    <li>
      <div class="panel-top">
        <div>
          <h4 dir="auto">{shown.title}</h4>
          <p class="small quiet">
            {[view.m.kind[shown.kind], placeName(view, shown.city, shown.country)]
              .filter((part) => part !== '')
              .join(' · ')}
          </p>
        </div>
        <Band view={view} band={match.band} />
      </div>
      {match.note !== '' && (
        <p class="said" dir="auto">
          {match.note}
        </p>
      )}
      <ul class="preview-reasons">
        {match.reasons.map((reason) => (
          <li key={reason.text} class={`preview-${reason.stance}`} dir="auto">
            {reason.stance === 'against' && <strong>{view.m.card.check}: </strong>}
            {reason.text}
          </li>
        ))}
      </ul>
    </li>
  );
}

function PublishBody({ view, challenge, rights }: ChallengeProps) {
  const { dialog } = view.m.review;
  const lacking = obstacles(view, challenge, rights.staff);
  const approved = challenge.matchList.filter(({ status }) => status === 'approved');
  return (
    // Without a link in it, a part that scrolls must take the focus to be read by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
    <section class="ask-body" aria-label={dialog.publishTitle} tabIndex={0}>
      {lacking.length > 0 && (
        <ul class="notice notice-warning" id="publish-lacking">
          {lacking.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {challenge.publishedAt !== undefined && <p class="hint">{dialog.publishAgain}</p>}
      {challenge.note !== '' && (
        <p class="said" dir="auto">
          {challenge.note}
        </p>
      )}
      {approved.length === 0 ? (
        <p>{dialog.publishNothing}</p>
      ) : (
        <>
          <h3>{dialog.publishCount(approved.length)}</h3>
          <ol class="preview">
            {approved.map((match) => (
              <Preview key={match.id} view={view} match={match} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** What the city will get, what is missing, and the button that publishes. */
export function PublishDialog(props: ChallengeProps) {
  const { view, challenge, rights } = props;
  const { dialog, act } = view.m.review;
  const lacking = obstacles(view, challenge, rights.staff);
  const byMe = challenge.approvedBy.some(({ id }) => id === view.person?.id);
  const mayApprove =
    challenge.approvalsNeeded > challenge.approvals && challenge.approvalsNeeded > 1 && !byMe;
  return (
    <dialog id="dialog-publish" class="ask-box ask-box-wide" aria-labelledby="publish-title">
      <form method="dialog" data-form="publish" novalidate>
        <h2 id="publish-title">{dialog.publishTitle}</h2>
        <div class="ask-whole" id="publish-part" data-part data-version={challenge.version}>
          <PublishBody {...props} />
          <div class="ask-end">
            <p class="hint">
              {lacking.length === 0 ? dialog.publishReady : byMe && dialog.publishApprovedByYou}
            </p>
            {lacking.length === 0 && (
              <button class="button button-main" type="submit" id="publish-go" data-first>
                {dialog.publishGo}
              </button>
            )}
            {mayApprove && challenge.matches.proposed === 0 && (
              <button class="button" type="button" data-act="approve-answer" id="approve-answer" data-first>
                {dialog.publishApprove}
              </button>
            )}
            <button class="button" type="button" data-close id="publish-close">
              {act.cancel}
            </button>
          </div>
        </div>
        <p class="ask-problem ask-problem-foot" role="alert" />
      </form>
    </dialog>
  );
}
