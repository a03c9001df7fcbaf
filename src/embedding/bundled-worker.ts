import { Tensor } from 'onnxruntime-node';
import { createSession, toBatch } from './batch.js';
import type { BundledModel } from './bundled.js';
import { createTokenizer } from './sentence-encoder/tokenizer.js';
import { type LoadedModel, serveModel } from './worker-protocol.js';

async function load(model: BundledModel, cores: number): Promise<LoadedModel> {
  const tokenize = createTokenizer(model.vocabulary);
  // A copy, as the runtime takes no shared memory.
  const session = await createSession(new Uint8Array(model.network), cores);
  return {
    dimensions: model.dimensions,
    async embed(texts) {
      const { length, tokens, mask } = toBatch(texts.map(tokenize), 0);
      const positions = BigInt64Array.from({ length }, (_, i) => BigInt(i));
      const outputs = await session.run({
        tokens,
        mask,
        positions: new Tensor('int64', positions, [length]),
      });
      const data = outputs.embedding?.data;
      if (!(data instanceof Float32Array)) throw new Error('the sentence encoder gave no vectors');
      return data;
    },
    dispose: () => session.release(),
  };
}

await serveModel(load);
