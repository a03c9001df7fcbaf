import { Band } from '../components/shapes.js';
import type { View } from '../view.js';

const BANDS = ['high', 'medium', 'low'] as const;

/** What the script shows while a challenge is written: likely matches and advice; beside the form, or below the field. */
export function Beside({ view }: { view: View }) {
  const { form } = view.m.challenges;
  return (
    <div class="columns-side" data-beside-home>
      <div class="beside" data-beside hidden>
        <section
          class="beside-part"
          aria-labelledby="preview-heading"
          hidden
          data-preview
          data-counts={form.previewCounts.join('|')}
          data-short={[form.previewNone, ...form.previewShort].join('|')}
          data-new-tab={form.newTab}
        >
          <details open data-preview-box>
            <summary>
              <h2 id="preview-heading">{form.previewHeading}</h2>
              <span class="hint" data-preview-count />
            </summary>
            <p class="hint" data-preview-hint>
              {form.previewHint}
            </p>
            <p data-preview-nothing hidden>
              {form.previewNothing}
            </p>
            <ul data-preview-list />
          </details>
        </section>
        <section class="beside-part coach" aria-labelledby="coach-heading" data-coach>
          <h2 id="coach-heading">{form.coachHeading}</h2>
          <p class="hint" data-coach-empty>
            {form.coachEmpty}
          </p>
          <p class="hint" data-coach-none hidden>
            {form.coachNone}
          </p>
          <div role="status">
            <ul data-coach-list />
          </div>
        </section>
        <p class="away" role="status" aria-live="polite" data-preview-live />
      </div>
      {BANDS.map((band) => (
        <template key={band} id={`preview-${band}`}>
          <Band view={view} band={band} />
        </template>
      ))}
    </div>
  );
}
