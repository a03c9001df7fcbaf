import { FacetTable } from './facets.js';
import type { HeldDocument, PassageVector, SearchDocument } from './port.js';
import { type Similarities, VectorMatrix } from './vectors.js';
import { WordIndex } from './words.js';
import { checkQueryVector, checkVectors } from './writes.js';

const byTitle = new Intl.Collator('en', { numeric: true });

/** One whole index in memory: documents by slot, their words, their facets, their vectors. */
export class IndexState {
  readonly words: WordIndex;
  readonly facets = new FacetTable();
  /** Slots of removed documents are undefined and used again. */
  readonly documents: (HeldDocument | undefined)[] = [];
  readonly slots = new Map<string, number>();
  #modelId: string | null = null;
  #matrix: VectorMatrix | undefined;
  #free: number[] = [];
  #titleOrder: number[] | undefined;

  constructor(words = new WordIndex()) {
    this.words = words;
  }

  get holdsVectors(): boolean {
    return this.#matrix !== undefined && this.#matrix.size > 0;
  }

  /** Model of the vectors; null while there are none. */
  get modelId(): string | null {
    return this.holdsVectors ? this.#modelId : null;
  }

  get dimensions(): number | null {
    return this.holdsVectors ? (this.#matrix?.dimensions ?? null) : null;
  }

  /**
   * Adds or replaces documents by id: all of them or, when one is refused, none.
   * @throws AppError `misconfigured` when vectors are of another model or length than the index's.
   */
  put(documents: readonly SearchDocument[]): void {
    checkVectors(documents, this);
    for (const document of documents) {
      this.drop(document.id);
      const { vectors, ...held } = document;
      const slot = this.#free.pop() ?? this.documents.length;
      this.place(slot, held, vectors);
      this.words.add(slot, held);
    }
  }

  /** Puts a document into a slot whose words are indexed already, or will be by the caller. */
  place(slot: number, document: HeldDocument, vectors: readonly PassageVector[]): void {
    this.documents[slot] = document;
    this.slots.set(document.id, slot);
    this.facets.set(slot, document);
    const [first] = vectors;
    if (first) {
      if (!this.#matrix || !this.holdsVectors) this.#matrix = new VectorMatrix(first.vector.length);
      this.#modelId = document.modelId;
      this.#matrix.add(slot, vectors);
    }
    this.#titleOrder = undefined;
  }

  /** Tells which slots are free, once documents were placed with gaps between. */
  findFreeSlots(): void {
    this.#free = [];
    for (let slot = 0; slot < this.documents.length; slot++) {
      if (!this.documents[slot]) this.#free.push(slot);
    }
  }

  drop(id: string): void {
    const slot = this.slots.get(id);
    const document = slot === undefined ? undefined : this.documents[slot];
    if (slot === undefined || !document) return;
    this.words.remove(slot, document);
    this.facets.clear(slot);
    this.#matrix?.remove(slot);
    this.documents[slot] = undefined;
    this.slots.delete(id);
    this.#free.push(slot);
    this.#titleOrder = undefined;
  }

  get(id: string): SearchDocument | undefined {
    const slot = this.slots.get(id);
    const held = slot === undefined ? undefined : this.documents[slot];
    return held && slot !== undefined ? { ...held, vectors: this.vectorsAt(slot) } : undefined;
  }

  /** Views of a document's vectors. */
  vectorsAt(slot: number): PassageVector[] {
    return this.#matrix?.passages(slot) ?? [];
  }

  /**
   * Cosine of the best passage of every document.
   * @throws AppError `misconfigured`, naming both lengths.
   */
  compare(vector: Float32Array): Similarities {
    const matrix = this.#matrix ?? new VectorMatrix(vector.length);
    checkQueryVector(vector, matrix.dimensions);
    return matrix.compare(vector, this.documents.length);
  }

  /** Slots in title order, ties by id; kept until the next write. */
  titleOrder(): readonly number[] {
    this.#titleOrder ??= [...this.slots.values()].sort((a, b) => this.#compareTitles(a, b));
    return this.#titleOrder;
  }

  #compareTitles(a: number, b: number): number {
    const titles = byTitle.compare(this.documents[a]?.text.title ?? '', this.documents[b]?.text.title ?? '');
    return titles || this.compareIds(a, b);
  }

  compareIds(a: number, b: number): number {
    const [left, right] = [this.documents[a]?.id ?? '', this.documents[b]?.id ?? ''];
    return left < right ? -1 : left > right ? 1 : 0;
  }
}
