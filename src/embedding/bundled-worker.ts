import { workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BundledModel } from './bundled.js';
import { createTokenizer } from './sentence-encoder/tokenizer.js';
import { type LoadedModel, serveModel } from './worker-protocol.js';

async function load(model: BundledModel): Promise<LoadedModel> {
  const tokenize = createTokenizer(model.vocabulary);
  // A copy, as the runtime takes no shared memory. One core a thread: more threads, not more cores in one,
  // give the higher throughput.
  const session = await InferenceSession.create(new Uint8Array(model.network), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    enableMemPattern: false,
  });
  return {
    dimensions: 512,
    async embed(texts) {
      const rows = texts.map(tokenize);
      const length = Math.max(1, ...rows.map((row) => row.length));
      const tokens = new BigInt64Array(rows.length * length);
      const mask = new Float32Array(rows.length * length);
      rows.forEach((row, i) => {
        row.forEach((token, j) => {
          tokens[i * length + j] = BigInt(token);
          mask[i * length + j] = 1;
        });
      });
      const positions = BigInt64Array.from({ length }, (_, i) => BigInt(i));
      const { embedding } = await session.run({
        tokens: new Tensor('int64', tokens, [rows.length, length]),
        mask: new Tensor('float32', mask, [rows.length, length]),
        positions: new Tensor('int64', positions, [length]),
      });
      if (!(embedding?.data instanceof Float32Array)) throw new Error('the sentence encoder gave no floats');
      return embedding.data;
    },
    dispose: () => session.release(),
  };
}

await serveModel(() => load((workerData as { model: BundledModel }).model));
