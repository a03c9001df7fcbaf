/** A worker thread that does on demand what real ones do by accident; its vectors hold the text's length. */
import { setTimeout as wait } from 'node:timers/promises';
import { serveModel } from '../../src/embedding/worker-protocol.js';

await serveModel<{ unusable?: boolean }>(async (model) => {
  if (model.unusable) throw new Error('the network is torn');
  return {
    dimensions: 2,
    async embed(texts) {
      if (texts.includes('crash')) process.exit(7);
      if (texts.includes('throw')) throw new Error('a bad tensor');
      if (texts.includes('slow')) await wait(300);
      return Float32Array.from(texts.flatMap((text) => [text.length, 1]));
    },
    dispose: async () => undefined,
  };
});
