import type { ComponentChildren } from 'preact';
import type { Partner } from '../../partners/contract.js';
import { Hidden } from '../accounts/fields.js';
import { aboutField } from '../components/form-parts.js';
import type { View } from '../view.js';
import { CityMatch } from './city-match.js';
import { COLOUR, contrastsOf, type LookField, OWN, ratioText } from './look.js';
import { type LookErrors, type LookValues, lookOf } from './look-form.js';
import type { SnippetSource, Snippets } from './snippet.js';
import { SnippetPart } from './snippet-part.js';

interface Props {
  view: View;
  partner: Partner;
  /** Address that the form goes to. */
  action: string;
  /** What the lines are made from; absent where no publishable key works. */
  source: SnippetSource | undefined;
  snippets: Snippets | undefined;
  typed?: { values: LookValues; errors: LookErrors } | undefined;
}

const idOf = (field: LookField) => `look-${field}`;

interface LabelledProps {
  view: View;
  field: Exclude<LookField, 'scheme'>;
  errors: LookErrors;
  hint?: string;
  control(tied: { 'aria-describedby'?: string; 'aria-invalid'?: 'true' }): ComponentChildren;
}

function Labelled({ view, field, errors, hint, control }: LabelledProps) {
  const id = idOf(field);
  const { tied, words } = aboutField(id, { hint, error: errors[field] }, view.m.partnerDesk.form);
  return (
    <div class="field">
      <label class="label" for={id}>
        {view.m.partnerDesk.look[field]}
      </label>
      {words}
      {control(tied)}
    </div>
  );
}

type FieldProps = Pick<Props, 'view'> & { values: LookValues; errors: LookErrors };

function Colour({ field, ...props }: FieldProps & { field: 'accent' | 'ink' | 'paper' }) {
  const { view, values } = props;
  const m = view.m.partnerDesk.look;
  return (
    <Labelled
      {...props}
      field={field}
      hint={m.colourHint}
      control={(tied) => (
        <span class="colour">
          <input
            type="text"
            id={idOf(field)}
            name={field}
            value={values[field]}
            dir="ltr"
            autocomplete="off"
            spellcheck={false}
            {...tied}
          />
          <input
            type="color"
            class="with-script"
            data-colour={idOf(field)}
            value={COLOUR.test(values[field]) ? values[field] : OWN.light[field]}
            aria-label={m.pick(m[field])}
          />
        </span>
      )}
    />
  );
}

function Line({
  field,
  hint,
  numeric,
  ...props
}: FieldProps & { field: 'radius' | 'font'; hint?: string; numeric?: boolean }) {
  return (
    <Labelled
      {...props}
      field={field}
      {...(hint !== undefined && { hint })}
      control={(tied) => (
        <input
          type="text"
          inputMode={numeric === true ? 'numeric' : 'text'}
          id={idOf(field)}
          name={field}
          value={props.values[field]}
          autocomplete="off"
          spellcheck={false}
          {...tied}
        />
      )}
    />
  );
}

/** The contrast of what the look changes, in words; the script keeps it true. */
function Contrasts({ view, values }: { view: View; values: LookValues }) {
  const m = view.m.partnerDesk.look;
  const { pairs, grounds, enough, low } = m;
  return (
    <section aria-labelledby="contrast">
      <h3 id="contrast">{m.contrast}</h3>
      <ul
        class="contrasts plain-list"
        id="contrasts"
        aria-live="polite"
        data-words={JSON.stringify({ pairs, grounds, enough, low })}
      >
        {contrastsOf(values).map((one) => (
          <li key={`${one.pair}-${one.ground}`}>
            <span class={`badge ${one.enough ? 'badge-good' : 'badge-late'}`}>
              {one.enough ? enough : low}
            </span>{' '}
            <span>{m.ratio(pairs[one.pair], grounds[one.ground], ratioText(one.ratio))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LookForm({ view, partner, action, values, errors }: FieldProps & Pick<Props, 'partner' | 'action'>) {
  const m = view.m.partnerDesk.look;
  return (
    <form method="post" action={action} class="look-form" id="look-form" noValidate>
      <Hidden fields={{ version: String(partner.version) }} />
      <div class="field">
        <label class="label" for={idOf('scheme')}>
          {m.scheme}
        </label>
        <select id={idOf('scheme')} name="scheme">
          {(['auto', 'light', 'dark'] as const).map((scheme) => (
            <option key={scheme} value={scheme} selected={scheme === values.scheme}>
              {m.schemes[scheme]}
            </option>
          ))}
        </select>
      </div>
      {(['accent', 'ink', 'paper'] as const).map((field) => (
        <Colour key={field} view={view} values={values} errors={errors} field={field} />
      ))}
      <Line view={view} values={values} errors={errors} field="radius" numeric />
      <Line view={view} values={values} errors={errors} field="font" hint={m.fontHint} />
      <Contrasts view={view} values={values} />
      <div class="buttons">
        <button class="button button-main" type="submit" name="do" value="look">
          {m.save}
        </button>
        <button class="button" type="submit" name="do" value="look-clear">
          {m.clear}
        </button>
      </div>
    </form>
  );
}

/** The real widget with the partner's key, in the look of the form. */
function Preview({
  view,
  source,
  paused,
}: {
  view: View;
  source: SnippetSource | undefined;
  paused: boolean;
}) {
  const m = view.m.partnerDesk.look;
  return (
    <section class="look-preview" aria-labelledby="preview-heading">
      <h3 id="preview-heading">{m.previewHeading}</h3>
      {source === undefined || paused ? (
        <p>{m.previewPaused}</p>
      ) : (
        <>
          <p class="hint">{m.previewText}</p>
          <noscript>
            <p class="notice notice-warning">{m.noScript}</p>
          </noscript>
          <p class="with-script preview-mode">
            <label>
              {m.mode}{' '}
              <select id="preview-mode">
                <option value="search">{m.modes.search}</option>
                <option value="challenge">{m.modes.challenge}</option>
              </select>
            </label>
          </p>
          <script src="/embed/v1/widget.js" async />
          <CityMatch
            id="preview"
            partnerKey={source.key}
            theme={source.theme.scheme}
            data-source={JSON.stringify(source)}
          />
        </>
      )}
    </section>
  );
}

/** How the widget looks on the partner's pages, and the lines that put it there. */
export function LookPart({ view, partner, action, source, snippets, typed }: Props) {
  const m = view.m.partnerDesk.look;
  const { values, errors } = typed ?? { values: lookOf(partner.theme), errors: {} };
  return (
    <section class="panel look" aria-labelledby="look">
      <h2 id="look">{m.heading}</h2>
      <p class="hint">{m.lead}</p>
      <div class="look-halves">
        <LookForm view={view} partner={partner} action={action} values={values} errors={errors} />
        <Preview view={view} source={source} paused={partner.status === 'paused'} />
      </div>
      <SnippetPart view={view} snippets={snippets} />
    </section>
  );
}
