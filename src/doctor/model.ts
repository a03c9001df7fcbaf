import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { createEmbedder } from '../embedding/create.js';
import { type Findings, ok, said, warn, wrong } from './finding.js';

/** The embedding model, opened and asked once. */
export async function* modelFindings(config: Config, indexModel: string | undefined, log: Logger): Findings {
  const { embeddingModel: model, dataDir } = config;
  const part = 'EMBEDDING_MODEL';
  try {
    const embedder = await createEmbedder({ model, dataDir, threads: 1, log });
    try {
      const started = performance.now();
      const [vector] = await embedder.embed(['Our old town floods'], 'query');
      const ms = Math.round(performance.now() - started);
      const norm = Math.hypot(...(vector ?? []));
      const what = `${embedder.modelId}: ${embedder.dimensions} numbers a text, ${ms} ms for the first`;
      if (Math.abs(norm - 1) > 0.001)
        yield wrong(
          part,
          `its vectors have the length ${norm.toFixed(3)}, not 1`,
          'Set EMBEDDING_MODEL to another model',
        );
      else if (model === undefined && embedder.modelId.startsWith('bundled:'))
        yield warn(part, what, 'Run npm run model: the better model makes better matches');
      else yield ok(part, what);
      if (indexModel !== undefined && indexModel !== embedder.modelId) {
        yield warn(
          'index',
          `it holds vectors of ${indexModel}`,
          'Nothing, if you meant to change the model: the next start embeds every entry anew; else set EMBEDDING_MODEL back',
        );
      }
    } finally {
      await embedder.close();
    }
  } catch (error) {
    yield wrong(part, said(error, part), 'Run npm run model -- NAME, or unset EMBEDDING_MODEL');
  }
}
