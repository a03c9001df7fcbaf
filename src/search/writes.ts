import { AppError } from '../errors.js';
import type { SearchDocument } from './port.js';

/** A write that is made while a new index is built beside the old one, to be made there too. */
export type Write = { put: readonly SearchDocument[] } | { drop: readonly string[] };

/**
 * Documents as an index with vectors of `modelId` takes them: those of another model keep their words alone; without
 * their revision the next reconcile embeds them anew.
 */
export function fitting(documents: readonly SearchDocument[], modelId: string | null): SearchDocument[] {
  return documents.map((document) =>
    document.vectors.length === 0 || modelId === null || document.modelId === modelId
      ? document
      : { ...document, vectors: [], modelId: null, revision: '' },
  );
}

/** The vectors of an index: of which model, and how long. Both null while there are none. */
export interface VectorKind {
  modelId: string | null;
  dimensions: number | null;
}

/**
 * Makes sure that documents fit an index and each other.
 * @returns what the vectors are once the documents are in.
 * @throws AppError `misconfigured` when vectors are of another model or length, naming the document and both.
 */
export function checkVectors(documents: readonly SearchDocument[], held: VectorKind): VectorKind {
  let { modelId, dimensions } = held;
  for (const document of documents) {
    for (const { field, vector } of document.vectors) {
      dimensions ??= vector.length;
      if (vector.length !== dimensions) {
        throw new AppError(
          'misconfigured',
          `The vector of ${document.id} (${field}) has ${vector.length} dimensions, the search index has ${dimensions}`,
        );
      }
      modelId ??= document.modelId;
      if (document.modelId !== modelId) {
        throw new AppError(
          'misconfigured',
          `The vectors of ${document.id} are of model ${document.modelId}, the search index holds those of ${modelId}`,
        );
      }
    }
  }
  return { modelId, dimensions };
}

/** @throws AppError `misconfigured`, naming both lengths. */
export function checkQueryVector(vector: Float32Array, dimensions: number): void {
  if (vector.length === dimensions) return;
  throw new AppError(
    'misconfigured',
    `The query vector has ${vector.length} dimensions, the search index has ${dimensions}`,
  );
}
