import type { View } from '../view.js';
import { AskBox } from './ask-box.js';

type KeyName = Exclude<keyof View['m']['review']['keys'], 'title'>;
type Group = [heading: 'move' | 'decide' | 'challenge' | 'queue', keys: readonly [string, KeyName][]];

const CHALLENGE: readonly Group[] = [
  [
    'move',
    [
      ['j ↓', 'nextMatch'],
      ['k ↑', 'previousMatch'],
      [']', 'nextChallenge'],
      ['[', 'previousChallenge'],
      ['b', 'backToQueue'],
      ['?', 'keys'],
    ],
  ],
  [
    'decide',
    [
      ['a', 'approve'],
      ['r', 'reject'],
      ['z 0', 'reset'],
      ['u', 'undo'],
      ['e', 'edit'],
      ['J', 'down'],
      ['K', 'up'],
    ],
  ],
  [
    'challenge',
    [
      ['p', 'publish'],
      ['n', 'note'],
      ['+ /', 'add'],
      ['c', 'claim'],
      ['g', 'assign'],
      ['m', 'message'],
      ['d', 'end'],
      ['Ctrl+Enter', 'save'],
    ],
  ],
];

const QUEUE: readonly Group[] = [
  [
    'move',
    [
      ['j ↓', 'nextMatch'],
      ['k ↑', 'previousMatch'],
      ['Enter', 'open'],
      ['/', 'words'],
      ['?', 'keys'],
    ],
  ],
  [
    'queue',
    [
      ['x', 'select'],
      ['g', 'bulkAssign'],
      ['s', 'bulkApprove'],
      ['d', 'bulkDecline'],
    ],
  ],
];

/** Every key of a page, and the switch that turns them off (WCAG 2.2, 2.1.4). */
export function KeysDialog({ view, page }: { view: View; page: 'queue' | 'challenge' }) {
  const { keys } = view.m.review;
  return (
    <AskBox view={view} name="keys" title={keys.title} wide>
      <label class="tick">
        <input type="checkbox" id="keys-on" checked />
        <span>
          {keys.off} <span class="quiet">{keys.offHint}</span>
        </span>
      </label>
      <div class="keys">
        {(page === 'queue' ? QUEUE : CHALLENGE).map(([heading, rows]) => (
          <section key={heading}>
            <h3>{keys[heading]}</h3>
            <dl>
              {rows.map(([pressed, name]) => (
                <div key={name} class="keys-row">
                  <dt>
                    {pressed.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{keys[name]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </AskBox>
  );
}
