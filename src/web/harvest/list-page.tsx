import { atLeast } from '../../access.js';
import type { Harvested, HarvestSource } from '../../harvest/contract.js';
import { type FieldErrors, type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { Pair } from './pair.js';
import { SourceTable } from './runs.js';
import { EMPTY, SourceForm, type SourceValues } from './source-form.js';

interface Props {
  view: View;
  sources: readonly HarvestSource[];
  undecided: { entries: readonly Harvested[]; total: number };
  notice?: Notice | undefined;
  /** The new source as typed, where it was not taken. */
  typed?: { values: SourceValues; errors: FieldErrors } | undefined;
}

/** Other sites, and what staff are to decide of their entries. */
export function HarvestPage({ view, sources, undecided, notice, typed }: Props) {
  const m = view.m.harvest;
  const { entries, total } = undecided;
  const isAdmin = view.person !== undefined && atLeast(view.person.role, 'admin');
  return (
    <ConsoleLayout view={view} title={m.title} here="catalogue">
      <div class="sheet sheet-wide">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <NoticeBox notice={notice} />
        <SourceTable view={view} sources={sources} />
        {isAdmin && (
          <details class="panel" open={typed !== undefined}>
            <summary>{m.add}</summary>
            <SourceForm view={view} values={typed?.values ?? EMPTY} errors={typed?.errors ?? {}} />
          </details>
        )}
        <h2>{m.undecided}</h2>
        {total === 0 ? (
          <p>{m.nothingOpen}</p>
        ) : (
          <p>
            {m.undecidedLead(total)} {total > entries.length && m.firstOf(entries.length)}
          </p>
        )}
        {entries.map((one) => (
          <Pair key={one.id} view={view} one={one} />
        ))}
      </div>
    </ConsoleLayout>
  );
}
