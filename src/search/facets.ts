import { FACETS, type Facet, type HeldDocument, type SearchFilter } from './port.js';

/** What a document is filtered and counted by. */
export type Faceted = Pick<HeldDocument, 'kind' | 'sectors' | 'countries' | 'sdgs' | 'pathways' | 'regions'>;

/** A document's values for a facet. */
export function valuesOf(document: Faceted, facet: Facet): readonly string[] {
  switch (facet) {
    case 'kind':
      return [document.kind];
    case 'sector':
      return document.sectors;
    case 'country':
      return document.countries;
    case 'sdg':
      return document.sdgs;
    case 'pathway':
      return document.pathways;
    case 'region':
      return document.regions;
  }
}

/** One facet of every document: its values as numbers, by slot. */
class FacetColumn {
  readonly values: string[] = [];
  readonly numbers = new Map<string, number>();
  readonly rows: (readonly number[])[] = [];

  numberOf(value: string): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.numbers.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** Whether a document passes a filter, as engines mean it: OR within a facet, AND between; an empty list does not filter. */
export function passesFilter(document: Faceted, filter: SearchFilter): boolean {
  return FACETS.every((facet) => {
    const asked = filter[facet];
    return (
      asked === undefined || asked.length === 0 || valuesOf(document, facet).some((v) => asked.includes(v))
    );
  });
}

const NONE: readonly number[] = [];

/** The facets of every document, by slot, as small numbers: filters and counts cost a look into an array. */
export class FacetTable {
  #columns = new Map(FACETS.map((facet) => [facet, new FacetColumn()]));

  set(slot: number, document: HeldDocument): void {
    for (const [facet, column] of this.#columns) {
      column.rows[slot] = [...new Set(valuesOf(document, facet))].map((value) => column.numberOf(value));
    }
  }

  clear(slot: number): void {
    for (const column of this.#columns.values()) column.rows[slot] = NONE;
  }

  /**
   * Which slots pass, as a test: OR within a facet, AND between; an empty list does not filter. Undefined when
   * the filter filters nothing.
   */
  compile(filter: SearchFilter | undefined): ((slot: number) => boolean) | undefined {
    const tests = [...this.#columns].flatMap(([facet, column]) => {
      const asked = filter?.[facet];
      if (!asked || asked.length === 0) return [];
      const wanted = new Uint8Array(column.values.length);
      for (const value of asked) {
        const number = column.numbers.get(value);
        if (number !== undefined) wanted[number] = 1;
      }
      return (slot: number) => (column.rows[slot] ?? NONE).some((number) => wanted[number] === 1);
    });
    return tests.length === 0 ? undefined : (slot) => tests.every((passes) => passes(slot));
  }

  /** Counts each value once a document; a document without a value counts nowhere. */
  count(slots: readonly number[], facets: readonly Facet[]): Partial<Record<Facet, Record<string, number>>> {
    const tallies = facets.flatMap((facet) => {
      const column = this.#columns.get(facet);
      return column ? [{ facet, column, tally: new Uint32Array(column.values.length) }] : [];
    });
    for (const slot of slots) {
      for (const { column, tally } of tallies) {
        for (const number of column.rows[slot] ?? NONE) tally[number] = (tally[number] ?? 0) + 1;
      }
    }
    return Object.fromEntries(
      tallies.map(({ facet, column, tally }) => [
        facet,
        Object.fromEntries(
          column.values.flatMap((value, number) => (tally[number] ? [[value, tally[number]]] : [])),
        ),
      ]),
    );
  }
}
