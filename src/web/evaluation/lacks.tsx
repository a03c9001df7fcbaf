import { groupBySector, type Lack, type LackGroup } from '../../evaluation/lacks.js';
import { placeName, sectorLabel, type View } from '../view.js';

interface Props {
  view: View;
  lacks: readonly Lack[];
}

function LackLine({ view, lack }: { view: View; lack: Lack }) {
  const m = view.m.evaluation.lacks;
  const judged = lack.reason === 'judged';
  const place = placeName(view, lack.city, lack.country ?? undefined);
  const more = [place, lack.at === undefined ? '' : view.m.format.date(lack.at)].filter(
    (part) => part !== '',
  );
  return (
    <li>
      {judged ? (
        <span dir="auto">{lack.title}</span>
      ) : (
        <a href={`/console/challenges/${encodeURIComponent(lack.id)}`} dir="auto">
          {lack.title === '' ? m.erased : lack.title}
        </a>
      )}
      <span class="small quiet row-more">
        {more.length > 0 && `${more.join(', ')}: `}
        {m.reasons[lack.reason]}
      </span>
    </li>
  );
}

function Group({ view, group }: { view: View; group: LackGroup }) {
  const m = view.m.evaluation.lacks;
  const judged = group.lacks.filter(({ reason }) => reason === 'judged').length;
  return (
    <details>
      <summary>
        {group.sector === 'none' ? m.noSector : sectorLabel(view, group.sector)}{' '}
        <span class="quiet nowrap">{m.count(group.lacks.length - judged, judged)}</span>
      </summary>
      <ul class="listed">
        {group.lacks.map((lack) => (
          <LackLine key={lack.id} view={view} lack={lack} />
        ))}
      </ul>
    </details>
  );
}

/** Statements and challenges without a good answer, by sector. */
export function Lacks({ view, lacks }: Props) {
  const m = view.m.evaluation.lacks;
  return (
    <section aria-labelledby="lacks">
      <h2 id="lacks">{m.heading}</h2>
      {lacks.length === 0 ? (
        <p class="quiet">{m.none}</p>
      ) : (
        <>
          <p class="hint">{m.lead}</p>
          <div class="lacks">
            {groupBySector(lacks).map((group) => (
              <Group key={group.sector} view={view} group={group} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}
