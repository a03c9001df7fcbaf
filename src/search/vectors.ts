import { createBlock, type VectorBlock } from './dot-product.js';
import type { PassageField, PassageVector } from './port.js';

/** Best passage of every document for one query; both arrays are indexed by slot. */
export interface Similarities {
  /** Cosine in [-1, 1]; `NO_VECTOR` where the slot has none. */
  best: Float32Array;
  /** What that passage stands for. */
  fieldOf(slot: number): PassageField;
}

/** Marks a slot without vectors: below every cosine. */
export const NO_VECTOR = -2;
const DEAD = -1;
const FIRST_ROWS = 1024;

/** Every field that a vector may stand for; a row keeps its place in this list. */
const FIELDS: readonly PassageField[] = [
  'whole',
  'title',
  'summary',
  'challenge',
  'solution',
  'outcomes',
  'keywords',
  'place',
];

/** Rows that were filled together: which document each belongs to, and what it stands for. */
interface Part {
  block: VectorBlock;
  /** Slot of each row, `DEAD` once its document is gone. */
  slots: Int32Array;
  fields: Uint8Array;
  used: number;
}

function fieldAt(index: number | undefined): PassageField {
  return FIELDS[index ?? 0] ?? 'whole';
}

interface Row {
  part: Part;
  row: number;
}

/**
 * A growing matrix of unit vectors, several rows a document; documents are told by slot numbers. It grows by
 * blocks, each twice as large as the one before, so that nothing is copied and views stay valid.
 */
export class VectorMatrix {
  readonly dimensions: number;
  #parts: Part[] = [];
  #rowsOf = new Map<number, Row[]>();
  #rows = 0;
  #dead = 0;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
  }

  /** How many documents have vectors. */
  get size(): number {
    return this.#rowsOf.size;
  }

  add(slot: number, passages: readonly PassageVector[]): void {
    const rows = passages.map(({ field, vector }) => {
      const part = this.#partWithRoom();
      const row = part.used++;
      part.block.rows.set(vector, row * part.block.stride);
      part.slots[row] = slot;
      part.fields[row] = FIELDS.indexOf(field);
      this.#rows++;
      return { part, row };
    });
    if (rows.length > 0) this.#rowsOf.set(slot, rows);
  }

  /** Marks a document's rows; their room is won back once most rows are dead. */
  remove(slot: number): void {
    for (const { part, row } of this.#rowsOf.get(slot) ?? []) {
      part.slots[row] = DEAD;
      this.#dead++;
    }
    this.#rowsOf.delete(slot);
    if (this.#dead > FIRST_ROWS && this.#dead > this.#rows / 2) this.#compact();
  }

  /** Views of a document's vectors: no copies, valid also after the matrix has grown or been compacted. */
  passages(slot: number): PassageVector[] {
    return (this.#rowsOf.get(slot) ?? []).map(({ part, row }) => {
      const at = row * part.block.stride;
      return {
        field: fieldAt(part.fields[row]),
        vector: part.block.rows.subarray(at, at + this.dimensions),
      };
    });
  }

  /** Dot products with every row, exact; the best of each slot is kept, the first of equal ones. */
  compare(query: Float32Array, slotCount: number): Similarities {
    const best = new Float32Array(slotCount).fill(NO_VECTOR);
    const field = new Uint8Array(slotCount);
    for (const { block, slots, fields, used } of this.#parts) {
      const cosines = block.compare(query, used);
      for (let row = 0; row < used; row++) {
        const slot = slots[row] as number;
        const cosine = cosines[row] as number;
        if (slot !== DEAD && cosine > (best[slot] as number)) {
          best[slot] = cosine;
          field[slot] = fields[row] as number;
        }
      }
    }
    return { best, fieldOf: (slot) => fieldAt(field[slot]) };
  }

  #partWithRoom(): Part {
    const last = this.#parts.at(-1);
    if (last && last.used < last.block.capacity) return last;
    const capacity = last ? last.block.capacity * 2 : FIRST_ROWS;
    const part = {
      block: createBlock(capacity, this.dimensions),
      slots: new Int32Array(capacity),
      fields: new Uint8Array(capacity),
      used: 0,
    };
    this.#parts.push(part);
    return part;
  }

  #compact(): void {
    const kept = [...this.#rowsOf.keys()].map((slot) => ({ slot, passages: this.passages(slot) }));
    this.#parts = [];
    this.#rowsOf = new Map();
    this.#rows = 0;
    this.#dead = 0;
    for (const { slot, passages } of kept) this.add(slot, passages);
  }
}
