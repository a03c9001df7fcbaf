import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import { inspectModelFolder, type ModelFolder } from './model-folder.js';
import { createWorkerPool } from './pool.js';
import type { Embedder } from './port.js';

/** English text has about four to five characters a token; more characters than this are cut, roughly. */
const CHARACTERS_PER_TOKEN = 5;

/** A thread may be started again long after the first: other weights must not go by the old name then. */
async function reread(model: ModelFolder, options: { folder: string; name: string }): Promise<ModelFolder> {
  const now = await inspectModelFolder(options.folder, options.name);
  if (now.modelId !== model.modelId) throw new Error('its files have changed since; start again to use them');
  return now;
}

/**
 * A sentence-embedding model in a local folder as transformers.js has them: the same tokenizer package, the
 * same ONNX Runtime, the same numbers as its `feature-extraction` pipeline, but without the rest of that
 * library, which takes 140 MB in each thread. Vectors are pooled by the mean (unless the folder's own
 * settings say otherwise) and normalised. No network is used.
 * @param options `folder` of the model, `name` for its id.
 * @throws AppError `misconfigured` when the folder is missing or incomplete, the model cannot be loaded, or
 *   its vectors have another length than its config.json says.
 */
export async function createTransformersEmbedder(options: {
  folder: string;
  name: string;
  threads?: number | undefined;
  log: Logger;
}): Promise<Embedder> {
  const model = await inspectModelFolder(options.folder, options.name);
  const embedder = await createWorkerPool({
    modelId: model.modelId,
    languages: model.languages,
    script: new URL('./transformers-worker.ts', import.meta.url),
    prepare: () => reread(model, options),
    threads: options.threads,
    sliceCharacters: 1_300,
    textCharacters: model.maxTokens * CHARACTERS_PER_TOKEN,
    describeUnusable: (reason) => `EMBEDDING_MODEL: the model in ${model.folder} cannot be loaded: ${reason}`,
    log: options.log,
  });
  if (model.expectedDimensions !== undefined && model.expectedDimensions !== embedder.dimensions) {
    await embedder.close();
    throw new AppError(
      'misconfigured',
      `EMBEDDING_MODEL: the model in ${model.folder} gives vectors of ${embedder.dimensions} numbers, but its config.json says ${model.expectedDimensions}; its files do not belong together`,
    );
  }
  return embedder;
}
