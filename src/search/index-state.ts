import { AppError } from '../errors.js';
import type { HeldDocument, SearchDocument } from './port.js';
import { VectorMatrix } from './vectors.js';
import { WordIndex } from './words.js';

const byTitle = new Intl.Collator('en', { numeric: true });

/** One whole index in memory: documents by slot, their words, their vectors. */
export class IndexState {
  /** Model of the vectors; set by the first document that has some. */
  modelId: string | null = null;
  words: WordIndex;
  matrix: VectorMatrix | undefined;
  /** Slots of removed documents are undefined and used again. */
  documents: (HeldDocument | undefined)[] = [];
  readonly slots = new Map<string, number>();
  #free: number[] = [];
  #titleOrder: number[] | undefined;

  constructor(words = new WordIndex()) {
    this.words = words;
  }

  /** @throws AppError `misconfigured` when the vectors are of another model or length than the index's. */
  put(document: SearchDocument, indexWords = true): void {
    this.#checkVectors(document);
    if (indexWords) this.drop(document.id);
    const slot = this.#free.pop() ?? this.documents.length;
    const { vectors, ...held } = document;
    this.documents[slot] = held;
    this.slots.set(document.id, slot);
    if (indexWords) this.words.add(document);
    const [first] = vectors;
    if (first) {
      this.matrix ??= new VectorMatrix(first.vector.length);
      this.modelId = document.modelId;
      this.matrix.add(slot, vectors);
    }
    this.#titleOrder = undefined;
  }

  drop(id: string): void {
    const slot = this.slots.get(id);
    const document = slot === undefined ? undefined : this.documents[slot];
    if (slot === undefined || !document) return;
    this.words.remove(document);
    this.matrix?.remove(slot);
    this.documents[slot] = undefined;
    this.slots.delete(id);
    this.#free.push(slot);
    this.#titleOrder = undefined;
  }

  get(id: string): SearchDocument | undefined {
    const slot = this.slots.get(id);
    const held = slot === undefined ? undefined : this.documents[slot];
    return held && slot !== undefined ? { ...held, vectors: this.matrix?.passages(slot) ?? [] } : undefined;
  }

  /** Slots in title order, ties by id; kept until the next write. */
  titleOrder(): readonly number[] {
    this.#titleOrder ??= [...this.slots.values()].sort((a, b) => this.compareTitles(a, b));
    return this.#titleOrder;
  }

  compareTitles(a: number, b: number): number {
    const titles = byTitle.compare(this.documents[a]?.text.title ?? '', this.documents[b]?.text.title ?? '');
    return titles || this.compareIds(a, b);
  }

  compareIds(a: number, b: number): number {
    const [left, right] = [this.documents[a]?.id ?? '', this.documents[b]?.id ?? ''];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  #checkVectors({ id, vectors, modelId }: SearchDocument): void {
    if (vectors.length === 0) return;
    const wanted = this.matrix?.dimensions ?? vectors[0]?.vector.length;
    const wrong = vectors.find(({ vector }) => vector.length !== wanted);
    if (wrong) {
      throw new AppError(
        'misconfigured',
        `The vector of ${id} (${wrong.field}) has ${wrong.vector.length} dimensions, the search index has ${wanted}`,
      );
    }
    if (this.modelId !== null && this.matrix?.size !== 0 && modelId !== this.modelId) {
      throw new AppError(
        'misconfigured',
        `The vectors of ${id} are of model ${modelId}, the search index holds those of ${this.modelId}`,
      );
    }
  }
}
