import type { ReviewMatch } from '../../review/contract.js';
import type { View } from '../view.js';
import { TextArea } from './ask-box.js';

/** The fields of the dialog that edits a match's words: the script puts a copy into it. */
export function EditTemplate({ view, match }: { view: View; match: ReviewMatch }) {
  const { dialog } = view.m.review;
  const count = { for: 0, against: 0 };
  return (
    <template data-edit={match.id}>
      {match.reasons.map((reason, index) => {
        count[reason.stance] += 1;
        return (
          <div key={reason.text}>
            <input type="hidden" name="reason" value={JSON.stringify(reason)} />
            <TextArea
              name="text"
              id={`edit-${index}`}
              label={dialog.editReason(count[reason.stance], reason.stance === 'for')}
              value={reason.text}
              max={1000}
            />
          </div>
        );
      })}
      {match.reasons.length > 0 && <p class="hint">{dialog.editHint}</p>}
      <TextArea name="note" id="edit-note" label={dialog.editNote} value={match.note} max={2000} />
      {match.edited && (
        <button class="button" type="submit" name="restore" value="yes">
          {dialog.editRestore}
        </button>
      )}
    </template>
  );
}
