import type { PassageField, PassageVector } from './port.js';

/** Best passage of every document for one query; both arrays are indexed by slot. */
export interface Similarities {
  /** Cosine in [-1, 1]; `NO_VECTOR` where the slot has none. */
  best: Float32Array;
  row: Int32Array;
}

/** Marks a slot without vectors: below every cosine. */
export const NO_VECTOR = -2;
const DEAD = -1;
const FIRST_ROWS = 1024;

/** A growable matrix of unit vectors, several rows a document; documents are told by slot numbers. */
export class VectorMatrix {
  readonly dimensions: number;
  #matrix: Float32Array;
  #slots: Int32Array;
  #fields: PassageField[] = [];
  #rowsOf = new Map<number, number[]>();
  #rows = 0;
  #dead = 0;

  constructor(dimensions: number, rows = FIRST_ROWS) {
    this.dimensions = dimensions;
    this.#matrix = new Float32Array(rows * dimensions);
    this.#slots = new Int32Array(rows);
  }

  get size(): number {
    return this.#rowsOf.size;
  }

  add(slot: number, passages: readonly PassageVector[]): void {
    const rows: number[] = [];
    for (const { field, vector } of passages) {
      if (this.#rows === this.#slots.length) this.#grow();
      this.#matrix.set(vector, this.#rows * this.dimensions);
      this.#slots[this.#rows] = slot;
      this.#fields[this.#rows] = field;
      rows.push(this.#rows++);
    }
    if (rows.length > 0) this.#rowsOf.set(slot, rows);
  }

  remove(slot: number): void {
    for (const row of this.#rowsOf.get(slot) ?? []) {
      this.#slots[row] = DEAD;
      this.#dead++;
    }
    this.#rowsOf.delete(slot);
    if (this.#dead > FIRST_ROWS && this.#dead > this.#rows / 2) this.#compact();
  }

  /** Views of a document's vectors: no copies, valid also after the matrix has moved. */
  passages(slot: number): PassageVector[] {
    return (this.#rowsOf.get(slot) ?? []).map((row) => ({
      field: this.fieldOf(row),
      vector: this.#matrix.subarray(row * this.dimensions, (row + 1) * this.dimensions),
    }));
  }

  fieldOf(row: number): PassageField {
    return this.#fields[row] ?? 'whole';
  }

  /** Dot products with every row, exact; the best of each slot is kept. */
  compare(query: Float32Array, slotCount: number): Similarities {
    const best = new Float32Array(slotCount).fill(NO_VECTOR);
    const bestRow = new Int32Array(slotCount).fill(DEAD);
    const { dimensions } = this;
    const [matrix, slots] = [this.#matrix, this.#slots];
    const even = dimensions - (dimensions % 4);
    for (let row = 0; row < this.#rows; row++) {
      const slot = slots[row] as number;
      if (slot === DEAD) continue;
      const at = row * dimensions;
      let [a, b, c, d] = [0, 0, 0, 0];
      // Four sums at a time keep the processor's multipliers busy.
      for (let i = 0; i < even; i += 4) {
        a += (matrix[at + i] as number) * (query[i] as number);
        b += (matrix[at + i + 1] as number) * (query[i + 1] as number);
        c += (matrix[at + i + 2] as number) * (query[i + 2] as number);
        d += (matrix[at + i + 3] as number) * (query[i + 3] as number);
      }
      for (let i = even; i < dimensions; i++) a += (matrix[at + i] as number) * (query[i] as number);
      const cosine = a + b + c + d;
      if (cosine > (best[slot] as number)) {
        best[slot] = cosine;
        bestRow[slot] = row;
      }
    }
    return { best, row: bestRow };
  }

  #grow(): void {
    const rows = this.#slots.length * 2;
    const matrix = new Float32Array(rows * this.dimensions);
    matrix.set(this.#matrix);
    const slots = new Int32Array(rows);
    slots.set(this.#slots);
    this.#matrix = matrix;
    this.#slots = slots;
  }

  #compact(): void {
    const kept = [...this.#rowsOf.keys()].map((slot) => ({ slot, passages: this.passages(slot) }));
    this.#matrix = new Float32Array(this.#matrix.length);
    this.#slots = new Int32Array(this.#slots.length);
    this.#fields = [];
    this.#rowsOf = new Map();
    this.#rows = 0;
    this.#dead = 0;
    for (const { slot, passages } of kept) this.add(slot, passages);
  }
}
