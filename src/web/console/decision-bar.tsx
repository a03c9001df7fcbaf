import type { ChallengeProps } from './challenge-parts.js';

/** The decisions, always at the same place and under the same keys. */
export function DecisionBar({ view, challenge, rights }: ChallengeProps) {
  const { act } = view.m.review;
  const button = (name: string, words: string, key: string, kind = 'button') => (
    <button class={kind} type="button" data-act={name} id={`act-${name}`}>
      {words} <kbd>{key}</kbd>
    </button>
  );
  return (
    <fieldset class="decide" id="decide" data-part>
      <legend class="away">{act.label}</legend>
      {rights.decide && (
        <>
          {button('approve', act.approve, 'a')}
          {button('reject', act.reject, 'r')}
          {button('reset', act.reset, 'z')}
        </>
      )}
      {challenge.undo !== undefined && button('undo', act.undo, 'u', 'button button-quiet')}
      {rights.decide && (
        <div class="decide-end">
          {button(
            'publish',
            act.publish,
            'p',
            challenge.matches.proposed > 0 ? 'button' : 'button button-main',
          )}
        </div>
      )}
      {rights.reopen && <div class="decide-end">{button('reopen', act.reopen, 'd')}</div>}
    </fieldset>
  );
}
