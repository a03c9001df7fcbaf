import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import {
  compiledKernel,
  createPlainBlock,
  createSimdBlock,
  type VectorBlock,
} from '../../src/search/dot-product.js';
import type { PassageVector } from '../../src/search/port.js';
import { NO_VECTOR, VectorMatrix } from '../../src/search/vectors.js';

const source = new URL('../../src/search/dot-product.wat', import.meta.url);

describe('the dot product kernel', () => {
  it('is what its source compiles to', async () => {
    const compiler = await wabt();
    const compiled = compiler.parseWat('dot-product.wat', await readFile(source, 'utf8'), { simd: true });
    compiled.validate();
    expect(Buffer.from(compiledKernel())).toEqual(Buffer.from(compiled.toBinary({}).buffer));
  });

  it.each<[string, (capacity: number, dimensions: number) => VectorBlock]>([
    ['in SIMD', createSimdBlock],
    ['in JavaScript', createPlainBlock],
  ])('gives the dot products %s', (_, createBlock) => {
    const number = fc.float({ min: -1, max: 1, noNaN: true });
    const vectors = fc.integer({ min: 1, max: 70 }).chain((dimensions) =>
      fc.array(fc.array(number, { minLength: dimensions, maxLength: dimensions }), {
        minLength: 1,
        maxLength: 9,
      }),
    );
    fc.assert(
      fc.property(vectors, (all) => {
        const [query = [], ...rows] = all;
        const block = createBlock(8, query.length);
        for (const [i, row] of rows.entries()) block.rows.set(row, i * block.stride);
        const cosines = [...block.compare(Float32Array.from(query), rows.length)];
        const expected = rows.map((row) => row.reduce((sum, x, i) => sum + x * (query[i] ?? 0), 0));
        expect(cosines).toHaveLength(expected.length);
        for (const [i, cosine] of cosines.entries()) expect(cosine).toBeCloseTo(expected[i] ?? 9, 4);
      }),
    );
  });
});

describe('the vector matrix', () => {
  const vector = (...values: number[]) => Float32Array.from(values);
  const whole = (...values: number[]): PassageVector => ({ field: 'whole', vector: vector(...values) });

  it('keeps the best passage of each document', () => {
    const matrix = new VectorMatrix(2);
    matrix.add(3, [whole(0, 1), { field: 'solution', vector: vector(1, 0) }]);
    matrix.add(1, [whole(0.6, 0.8)]);
    const { best, fieldOf } = matrix.compare(vector(1, 0), 4);
    expect([...best].map((x) => Math.round(x * 100) / 100)).toEqual([NO_VECTOR, 0.6, NO_VECTOR, 1]);
    expect([fieldOf(3), fieldOf(1)]).toEqual(['solution', 'whole']);
  });

  it('leaves views valid while it grows and wins back the room of removed rows', () => {
    const matrix = new VectorMatrix(2);
    matrix.add(0, [whole(0.5, -0.5)]);
    const [view] = matrix.passages(0);
    for (let slot = 1; slot < 6000; slot++) matrix.add(slot, [whole(slot / 6000, 0)]);
    for (let slot = 1; slot < 5990; slot++) matrix.remove(slot);
    for (let slot = 1; slot < 100; slot++) matrix.add(slot, [whole(0, 1)]);
    expect(matrix.size).toBe(110);
    expect([...(view?.vector ?? [])]).toEqual([0.5, -0.5]);
    expect([...(matrix.passages(0)[0]?.vector ?? [])]).toEqual([0.5, -0.5]);
    const { best } = matrix.compare(vector(1, 0), 6000);
    expect(best[0]).toBe(0.5);
    expect(best[99]).toBe(0);
    expect(best[5989]).toBe(NO_VECTOR);
    expect(best[5999]).toBeCloseTo(5999 / 6000);
  });
});
