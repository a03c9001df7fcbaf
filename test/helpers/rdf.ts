import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import { z } from 'zod';

/** Reads Turtle. @throws Error for what is not Turtle. */
export function readTurtle(text: string): Store {
  return new Store(new Parser({ format: 'text/turtle' }).parse(text));
}

/** Reads JSON-LD whose context stands within it, by an expansion that nothing of ours takes part in. */
export async function readJsonLd(text: string): Promise<Store> {
  const quads = await jsonld.toRDF(z.looseObject({}).parse(JSON.parse(text)), {
    format: 'application/n-quads',
    documentLoader: nowhere,
  });
  return new Store(new Parser({ format: 'N-Quads' }).parse(String(quads)));
}

const nowhere = (url: string): never => {
  throw new Error(`${url} would be fetched`);
};

/** Statements as sorted lines, to compare two graphs without blank nodes. */
export function linesOf(store: Store): string[] {
  return store
    .getQuads(null, null, null, null)

    .map(({ subject, predicate, object }) => JSON.stringify([subject.id, predicate.id, object.id]))
    .sort();
}

export const NS = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
} as const;
type Prefixed = `${keyof typeof NS}:${string}`;

const full = (name: Prefixed) => {
  const [prefix, local] = name.split(':') as [keyof typeof NS, string];
  return NS[prefix] + local;
};

/** Resources of a type. */
export function ofType(store: Store, type: Prefixed): string[] {
  return store.getSubjects(full('rdf:type'), full(type), null).map((term) => term.value);
}

/** Values of a property of a resource. */
export function valuesOf(store: Store, subject: string, property: Prefixed): string[] {
  return store.getObjects(subject, full(property), null).map((term) => term.value);
}

/** Texts of a property of a resource, with their languages: `en Air quality`. */
export function textsOf(store: Store, subject: string, property: Prefixed): string[] {
  return store
    .getObjects(subject, full(property), null)
    .flatMap((term) => (term.termType === 'Literal' ? [`${term.language} ${term.value}`] : []));
}

/** All pairs of a property. */
export function pairsOf(store: Store, property: Prefixed): [string, string][] {
  return store
    .getQuads(null, full(property), null, null)
    .map(({ subject, object }) => [subject.value, object.value]);
}
