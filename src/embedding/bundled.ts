import type { Logger } from 'pino';
import { createWorkerPool } from './pool.js';
import type { Embedder } from './port.js';
import { buildSentenceEncoder, DIMENSIONS } from './sentence-encoder/graph.js';
import {
  readVocabulary,
  readWeights,
  readWeightsVersion,
  type Vocabulary,
} from './sentence-encoder/weights.js';

/** What the worker thread gets. */
export interface BundledModel {
  /** ONNX model of the encoder. */
  network: Uint8Array;
  dimensions: number;
  vocabulary: Vocabulary;
}

/**
 * Universal Sentence Encoder lite, whose weights come with `npm ci`: works with no network at all.
 * Vectors of 512; English; texts are cut after 128 tokens (about 90 words).
 * @throws AppError `misconfigured` when the machine cannot run ONNX models.
 */
export async function createBundledEmbedder(options: {
  threads?: number | undefined;
  log: Logger;
}): Promise<Embedder> {
  return createWorkerPool({
    modelId: `bundled:universal-sentence-encoder-lite@${await readWeightsVersion()}`,
    languages: ['en'],
    script: new URL('./bundled-worker.ts', import.meta.url),
    prepare: async () => {
      const [weights, vocabulary] = await Promise.all([readWeights(), readVocabulary()]);
      return {
        network: buildSentenceEncoder(weights),
        dimensions: DIMENSIONS,
        vocabulary,
      } satisfies BundledModel;
    },
    threads: options.threads,
    sliceCharacters: 1_600,
    textCharacters: 640,
    describeUnusable: (reason) => `The bundled sentence encoder cannot run on this machine: ${reason}`,
    log: options.log,
  });
}
