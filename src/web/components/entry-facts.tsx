import type { ComponentChildren } from 'preact';
import type { EntryResponse } from '../../catalogue/contract.js';
import { placeName, safeLink, sectorLabel, type View } from '../view.js';

/** A row without a value is not shown. */
type Row = [label: string, value: ComponentChildren];

function caseRows(view: View, entry: EntryResponse, body: NonNullable<EntryResponse['caseStudy']>): Row[] {
  const m = view.m.entry;
  const pathway = (id: string) =>
    view.taxonomy.pathways.find((item) => item.id === id)?.labels[view.language] ?? id;
  return [
    [m.place, placeName(view, entry.city, entry.country)],
    [m.population, body.population && m.people(view.m.format.people(body.population))],
    [m.year, body.year && String(body.year)],
    [m.cost, m.costBand[body.costBand]],
    [m.sectors, lines(entry.sectors.map((id) => sectorLabel(view, id)))],
    [m.pathways, lines(body.pathways.map(pathway))],
    [m.sdgs, lines(body.sdgs.map((goal) => sdgName(view, goal)))],
  ];
}

function providerRows(view: View, entry: EntryResponse, body: NonNullable<EntryResponse['provider']>): Row[] {
  const m = view.m.entry;
  const { format } = view.m;
  const website = safeLink(body.website);
  const served = body.countriesServed.map((code) =>
    code === 'global' ? m.everywhere : format.countryName(code),
  );
  return [
    [m.type, view.m.providerKind[body.type]],
    [m.seat, placeName(view, entry.city, entry.country)],
    [m.serves, format.list(served)],
    [m.sectors, lines(entry.sectors.map((id) => sectorLabel(view, id)))],
    [
      m.website,
      website && (
        <a href={website.href} rel="noreferrer">
          {website.host}
        </a>
      ),
    ],
  ];
}

function sdgName(view: View, goal: number): string {
  const label = view.taxonomy.sdgs.find((item) => item.number === goal)?.labels[view.language];
  return label === undefined ? String(goal) : `${goal}. ${label}`;
}

function lines(items: readonly string[]): ComponentChildren {
  return items.length < 2 ? (
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
export function EntryFacts({ view, entry }: { view: View; entry: EntryResponse }) {
  const m = view.m.entry;
  const { format } = view.m;
  const rows: Row[] = [
    ...(entry.caseStudy === undefined ? [] : caseRows(view, entry, entry.caseStudy)),
    ...(entry.provider === undefined ? [] : providerRows(view, entry, entry.provider)),
    [m.language, entry.language !== format.locale && format.languageName(entry.language)],
  ];
  return (
    <table class="facts">
      <caption class="away">{m.facts}</caption>
      <tbody>
        {rows
          .filter(([, value]) => value !== undefined && value !== false && value !== '')
          .map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
