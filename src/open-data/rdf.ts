import { DataFactory, Writer } from 'n3';

/** Vocabularies by the prefix that stands for them. */
const PREFIXES = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** A name within a vocabulary, such as `skos:prefLabel`. */
export type Name = `${keyof typeof PREFIXES}:${string}`;

/** What a statement says: another resource, or a text with its language or type. */
export type Value = { iri: string } | { text: string; language?: string; type?: Name };

/** A statement of RDF: a resource by its address, a property, its value. */
export interface Statement {
  subject: string;
  property: Name;
  value: Value;
}

/** The statements of one resource: its types, then its properties; values that are `undefined` are left out. */
export function describe(
  subject: string,
  types: readonly Name[],
  properties: Partial<Record<Name, readonly Value[] | Value | undefined>>,
): Statement[] {
  const typed = types.map((type) => ({
    subject,
    property: 'rdf:type' as const,
    value: { iri: expand(type) },
  }));
  const told = Object.entries(properties).flatMap(([name, values]) =>
    [values ?? []].flat().map((value) => ({ subject, property: asName(name), value })),
  );
  return [...typed, ...told];
}

/** A text in several languages, by language. */
export function inLanguages(labels: Readonly<Record<string, string>>): Value[] {
  return Object.entries(labels).map(([language, text]) => ({ text, language }));
}

/** The full address of a name. */
function expand(name: Name): string {
  const [prefix, local] = partsOf(name);
  return `${PREFIXES[prefix]}${local}`;
}

/** Statements as Turtle (W3C RDF 1.1 Turtle). */
export function toTurtle(statements: readonly Statement[]): string {
  const { namedNode, literal, quad } = DataFactory;
  const writer = new Writer({ prefixes: { ...PREFIXES } });
  for (const { subject, property, value } of statements) {
    const object =
      'iri' in value
        ? namedNode(value.iri)
        : literal(value.text, value.language ?? (value.type && namedNode(expand(value.type))));
    writer.addQuad(quad(namedNode(subject), namedNode(expand(property)), object));
  }
  let turtle = '';
  writer.end((error: Error | null, result: string) => {
    if (error !== null) throw error;
    turtle = result;
  });
  return turtle;
}

/** Statements as JSON-LD 1.1: one object for each resource, its context within. */
export function toJsonLd(statements: readonly Statement[]): string {
  const nodes = new Map<string, Record<string, unknown[]>>();
  for (const { subject, property, value } of statements) {
    const node = nodes.get(subject) ?? {};
    nodes.set(subject, node);
    const key = property === 'rdf:type' ? '@type' : property;
    node[key] = [...(node[key] ?? []), property === 'rdf:type' ? typeOf(value) : toObject(value)];
  }
  const graph = [...nodes].map(([id, properties]) => ({ '@id': id, ...properties }));
  return JSON.stringify({ '@context': PREFIXES, '@graph': graph });
}

function typeOf(value: Value): string {
  return 'iri' in value ? value.iri : value.text;
}

function toObject(value: Value): object {
  if ('iri' in value) return { '@id': value.iri };
  const { text, language, type } = value;
  return { '@value': text, ...(language && { '@language': language }), ...(type && { '@type': type }) };
}

function partsOf(name: Name): [keyof typeof PREFIXES, string] {
  const at = name.indexOf(':');
  // The type of a name says that one of the prefixes stands before the colon.
  return [name.slice(0, at) as keyof typeof PREFIXES, name.slice(at + 1)];
}

/** The keys of an object whose type names them. */
function asName(key: string): Name {
  return key as Name;
}
