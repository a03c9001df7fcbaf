import { fileURLToPath } from 'node:url';
import type { Store } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { toJsonLd, toTurtle } from '../../../src/open-data/rdf.js';
import { taxonomyAsSkos } from '../../../src/open-data/skos.js';
import { countries, pathways, regions, sdgs, sectors } from '../../../src/taxonomy/index.js';
import { type Concept, loadThesaurus } from '../../../src/taxonomy/thesaurus.js';
import { linesOf, ofType, pairsOf, readJsonLd, readTurtle, textsOf, valuesOf } from '../../helpers/rdf.js';

const SITE = 'https://match.example.org';
const THESAURUS = fileURLToPath(new URL('../../../seeds/thesaurus.jsonl', import.meta.url));
let concepts: Concept[];
let store: Store;
let jsonLd: string;
beforeAll(async () => {
  concepts = await loadThesaurus(THESAURUS);
  const statements = taxonomyAsSkos({ site: SITE, licence: 'https://example.org/terms' }, concepts);
  store = readTurtle(toTurtle(statements));
  jsonLd = toJsonLd(statements);
});

describe('the taxonomy as SKOS', () => {
  it('says the same in Turtle and in JSON-LD', async () => {
    expect(linesOf(await readJsonLd(jsonLd))).toEqual(linesOf(store));
  });

  it('holds every sector, goal, pathway, region, country and concept', () => {
    const all =
      sectors.length + sdgs.length + pathways.length + regions.length + countries.length + concepts.length;
    expect(ofType(store, 'skos:Concept')).toHaveLength(all);
    expect(textsOf(store, `${SITE}/taxonomy/sectors/air-quality`, 'skos:prefLabel')).toContain(
      'es Calidad del aire',
    );
    expect(textsOf(store, `${SITE}/taxonomy/thesaurus/road-safety`, 'skos:altLabel')).toContain(
      'en road deaths',
    );
    expect(valuesOf(store, `${SITE}/taxonomy/regions/014`, 'skos:broader')).toEqual([
      `${SITE}/taxonomy/regions/202`,
    ]);
  });

  it('names the goals as the United Nations do', () => {
    for (const { number } of sdgs)
      expect(valuesOf(store, `${SITE}/taxonomy/sdgs/${number}`, 'skos:exactMatch')).toEqual([
        `http://metadata.un.org/sdg/${number}`,
      ]);
  });

  it('keeps the integrity conditions of the SKOS Reference', () => {
    const wrong: string[] = [];
    const schemes = new Set(ofType(store, 'skos:ConceptScheme'));
    const known = new Set(ofType(store, 'skos:Concept'));
    for (const concept of known) {
      // S9: a concept is no scheme. S14: one preferred label a language. S13: no label is of two sorts.
      if (schemes.has(concept)) wrong.push(`${concept} is a scheme`);
      const preferred = textsOf(store, concept, 'skos:prefLabel');
      const spoken = preferred.map((text) => text.split(' ', 1)[0]);
      if (new Set(spoken).size !== spoken.length || !spoken.includes('en'))
        wrong.push(`${concept}: ${spoken}`);
      const others = textsOf(store, concept, 'skos:altLabel');
      if (others.some((text) => preferred.includes(text))) wrong.push(`${concept}: a label twice`);
      if (valuesOf(store, concept, 'skos:notation').length !== 1) wrong.push(`${concept}: notation`);
      const inSchemes = valuesOf(store, concept, 'skos:inScheme');
      if (inSchemes.length !== 1 || !schemes.has(inSchemes[0] ?? '')) wrong.push(`${concept}: scheme`);
    }
    expect(wrong).toEqual([]);
  });

  it('ties concepts that are there, both ways, without a circle', () => {
    const known = new Set(ofType(store, 'skos:Concept'));
    const broader = pairsOf(store, 'skos:broader');
    const back = pairsOf(store, 'skos:narrower').map(([from, to]) => `${to} ${from}`);
    expect(broader.map((pair) => pair.join(' ')).sort()).toEqual(back.sort());
    for (const name of ['broader', 'broadMatch', 'relatedMatch'] as const)
      expect(pairsOf(store, `skos:${name}`).filter(([, to]) => !known.has(to))).toEqual([]);
    const above = (one: string, seen: string[] = []): string[] =>
      seen.includes(one)
        ? [...seen, 'circle']
        : broader.filter(([from]) => from === one).flatMap(([, to]) => above(to, [...seen, one]));
    expect([...known].filter((one) => above(one).includes('circle'))).toEqual([]);
    // S7, S8: what is at the top of a scheme says so both ways, and every other concept leads there.
    const tops = pairsOf(store, 'skos:topConceptOf').map(([concept]) => concept);
    expect(
      pairsOf(store, 'skos:hasTopConcept')
        .map(([, concept]) => concept)
        .sort(),
    ).toEqual([...tops].sort());
    const led = new Set([...tops, ...broader.map(([from]) => from)]);
    expect([...known].filter((one) => !led.has(one))).toEqual([]);
  });
});
