import type { View } from '../view.js';

interface Props {
  view: View;
  /** Unique on the page. */
  id: string;
  text: string;
  /** What it is, for those who hear the button. */
  name: string;
}

/** Text to be copied whole; the button for it is there with the script. */
export function Copyable({ view, id, text, name }: Props) {
  const { copy, copied } = view.m.partners.snippet;
  return (
    <div class="copyable">
      <pre id={id} dir="ltr">
        {text}
      </pre>
      <button class="button with-script" type="button" data-copy={id} data-copied={copied}>
        {copy}
        <span class="away">: {name}</span>
      </button>
    </div>
  );
}
