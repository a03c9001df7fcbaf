import type { ComponentChildren } from 'preact';
import type { CaseStudy, Provider } from '../../catalogue/entry.js';
import type { EntryPage } from '../deps.js';
import { placeName, safeLink, sectorLabel, type View } from '../view.js';

type Row = [label: string, value: ComponentChildren];

function caseRows(view: View, body: CaseStudy): Row[] {
  const m = view.m.entry;
  const { format } = view.m;
  const pathway = (id: string) => view.taxonomy.pathways.find((item) => item.id === id)?.label ?? id;
  return [
    [m.place, placeName(view, body.city, body.country)],
    ...(body.population === null
      ? []
      : [[m.population, m.people(format.people(body.population))] satisfies Row]),
    ...(body.year === null ? [] : [[m.year, String(body.year)] satisfies Row]),
    [m.cost, m.costBand[body.costBand]],
    [m.sectors, lines(body.sectors.map((id) => sectorLabel(view, id)))],
    ...(body.pathways.length === 0 ? [] : [[m.pathways, lines(body.pathways.map(pathway))] satisfies Row]),
    ...(body.sdgs.length === 0
      ? []
      : [[m.sdgs, lines(body.sdgs.map((goal) => sdgName(view, goal)))] satisfies Row]),
  ];
}

function providerRows(view: View, body: Provider): Row[] {
  const m = view.m.entry;
  const { format } = view.m;
  const website = safeLink(body.website);
  const served = body.countriesServed.map((code) =>
    code === 'global' ? m.everywhere : format.countryName(code),
  );
  return [
    [m.type, view.m.providerKind[body.kind]],
    [m.seat, placeName(view, body.headquarters.city, body.headquarters.country)],
    ...(served.length === 0 ? [] : [[m.serves, format.list(served)] satisfies Row]),
    [m.sectors, lines(body.sectors.map((id) => sectorLabel(view, id)))],
    ...(website === undefined
      ? []
      : [
          [
            m.website,
            <a key="website" href={website.href} rel="noreferrer">
              {website.host}
            </a>,
          ] satisfies Row,
        ]),
  ];
}

function sdgName(view: View, goal: number): string {
  const label = view.taxonomy.sdgs.find((item) => item.number === goal)?.label;
  return label === undefined ? String(goal) : `${goal}. ${label}`;
}

function lines(items: readonly string[]): ComponentChildren {
  return items.length === 1 ? (
    items[0]
  ) : (
    <ul class="plain-list">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

/** What is known of an entry, as a table. */
export function EntryFacts({ view, entry }: { view: View; entry: EntryPage }) {
  const m = view.m.entry;
  const rows = entry.kind === 'case-study' ? caseRows(view, entry.body) : providerRows(view, entry.body);
  if (entry.body.language !== view.m.format.locale)
    rows.push([m.language, view.m.format.languageName(entry.body.language)]);
  return (
    <table class="facts">
      <caption class="away">{m.facts}</caption>
      <tbody>
        {rows.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
