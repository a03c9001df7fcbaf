import type { DocumentText, PassageField, PassageVector, SearchDocument } from '../../src/search/port.js';

/** Length of the hand-made vectors. */
export const DIMENSIONS = 8;

const NO_TEXT: DocumentText = {
  title: '',
  summary: '',
  challenge: '',
  solution: '',
  outcomes: '',
  keywords: '',
  place: '',
};

/** A document with only what a test cares about changed; vectors bring the model `model-a` with them. */
export function searchDocument(
  id: string,
  changes: Partial<Omit<SearchDocument, 'text'>> & { text?: Partial<DocumentText> } = {},
): SearchDocument {
  return {
    id,
    kind: 'case-study',
    revision: `${id}-1`,
    language: 'en',
    sectors: [],
    countries: [],
    sdgs: [],
    pathways: [],
    regions: [],
    vectors: [],
    modelId: changes.vectors && changes.vectors.length > 0 ? 'model-a' : null,
    payload: { id, kind: changes.kind ?? 'case-study', body: { note: `about ${id}` } },
    ...changes,
    text: { ...NO_TEXT, title: id, ...changes.text },
  };
}

/** A vector in the plane of the first two axes, `degrees` from the first: cosines are those of the angles between. */
export function angle(degrees: number, dimensions = DIMENSIONS): Float32Array {
  const vector = new Float32Array(dimensions);
  const radians = (degrees * Math.PI) / 180;
  vector[0] = Math.cos(radians);
  vector[1] = Math.sin(radians);
  return vector;
}

/** A passage at an angle. */
export function passage(degrees: number, field: PassageField = 'whole'): PassageVector {
  return { field, vector: angle(degrees) };
}
