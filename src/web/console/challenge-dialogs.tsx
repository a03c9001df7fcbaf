import { REJECTION_REASONS } from '../../review/contract.js';
import { AskBox, Choices, coded, TextArea } from './ask-box.js';
import { AssignChoices, EndFields } from './bulk-dialogs.js';
import type { ChallengeProps } from './challenge-parts.js';
import { KeysDialog } from './keys-dialog.js';
import { PublishDialog } from './publish-dialog.js';

interface Props extends ChallengeProps {
  people: readonly { id: string; name: string }[];
}

function AddDialog({ view, challenge }: ChallengeProps) {
  const { dialog } = view.m.review;
  return (
    <AskBox view={view} name="add" title={dialog.addTitle} wide>
      <div class="add-search">
        <div class="field">
          <label class="label" for="add-words">
            {dialog.addWords}
          </label>
          <input
            id="add-words"
            name="q"
            type="search"
            dir="auto"
            maxLength={500}
            autocomplete="off"
            data-address={`/console/challenges/${encodeURIComponent(challenge.id)}/add`}
          />
        </div>
        <button class="button" type="submit">
          {dialog.addGo}
        </button>
      </div>
      <div id="found" aria-live="polite">
        <p class="quiet">{dialog.addStart}</p>
      </div>
    </AskBox>
  );
}

/** Every question that the page can ask before it does something. */
export function ChallengeDialogs(props: Props) {
  const { view, challenge, rights, people } = props;
  const { dialog, rejection } = view.m.review;
  const ends = challenge.status === 'published' ? 'closed' : 'declined';
  const kinds = rights.staff
    ? coded(['answer', 'internal'], dialog.messageKinds)
    : coded(['internal'], { internal: dialog.messageKinds.internal });
  return (
    <>
      <AskBox view={view} name="reject" title={dialog.rejectTitle} go={dialog.rejectGo} danger>
        <p class="hint key-hint">{dialog.rejectHint}</p>
        <Choices name="reason" legend={dialog.rejectTitle} choices={coded(REJECTION_REASONS, rejection)} />
        <TextArea name="note" id="reject-note" label={dialog.rejectNote} max={2000} />
      </AskBox>
      <AskBox view={view} name="edit" title={dialog.editTitle} go={dialog.editGo} wide>
        {null}
      </AskBox>
      <AskBox view={view} name="note" title={dialog.noteTitle} go={dialog.noteGo}>
        <TextArea name="note" id="note-field" label={dialog.noteLabel} max={4000} />
      </AskBox>
      <AddDialog {...props} />
      <AskBox view={view} name="assign" title={dialog.assignTitle} go={dialog.assignGo} part>
        <AssignChoices
          view={view}
          people={people}
          {...(challenge.assignedTo !== undefined && { chosen: challenge.assignedTo.id })}
        />
      </AskBox>
      <AskBox view={view} name="message" title={dialog.messageTitle} go={dialog.messageGo}>
        <Choices name="kind" legend={dialog.messageKind} choices={kinds} chosen={kinds[0]?.value} />
        <TextArea name="text" id="message-text" label={dialog.messageText} max={4000} />
      </AskBox>
      {rights.staff && (
        <AskBox view={view} name="end" title={dialog.endTitle[ends]} go={dialog.endGo[ends]} danger part>
          <input type="hidden" name="as" value={ends} />
          <EndFields view={view} id="end" as={ends} />
        </AskBox>
      )}
      <PublishDialog {...props} />
      <KeysDialog view={view} page="challenge" />
    </>
  );
}
