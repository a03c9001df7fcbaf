import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import { readAttempt } from './attempt.js';
import { createBundledEmbedder } from './bundled.js';
import { DEFAULT_MODEL, isModelName, isModelPath, modelFolderOf } from './models.js';
import type { Embedder } from './port.js';
import { createTransformersEmbedder } from './transformers.js';

export interface CreateOptions {
  /** EMBEDDING_MODEL: `bundled`, a folder (absolute, or beginning with `.`), a hub id; absent: the best at hand. */
  model: string | undefined;
  dataDir: string;
  /** Worker threads; default `defaultThreads()`. */
  threads?: number | undefined;
  log: Logger;
}

const isFolder = (folder: string) =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * The embedder that EMBEDDING_MODEL names. Without it: all-MiniLM-L6-v2 where it lies in `DATA_DIR/models`,
 * else the bundled sentence encoder, with one line in the log that says how to get the better one.
 * @throws AppError `misconfigured`, naming EMBEDDING_MODEL and what to do.
 */
export async function createEmbedder(options: CreateOptions): Promise<Embedder> {
  const { model, dataDir, threads, log } = options;
  if (model === undefined) return createBest(options);
  if (model === 'bundled') return createBundledEmbedder({ threads, log });
  if (isModelPath(model)) {
    const folder = path.resolve(model);
    return createTransformersEmbedder({ folder, name: path.basename(folder), threads, log });
  }
  if (!isModelName(model)) {
    throw new AppError(
      'misconfigured',
      `EMBEDDING_MODEL: "${model}" is no model; give a hub id such as Xenova/multilingual-e5-small, a folder beginning with ./ or /, or bundled`,
    );
  }
  const folder = modelFolderOf(dataDir, model);
  if (!(await isFolder(folder))) {
    throw new AppError(
      'misconfigured',
      `EMBEDDING_MODEL: the model ${model} is not in ${folder}; run "npm run model -- ${model}" to fetch it, or unset EMBEDDING_MODEL`,
    );
  }
  return createTransformersEmbedder({ folder, name: model, threads, log });
}

async function createBest({ dataDir, threads, log }: CreateOptions): Promise<Embedder> {
  const folder = modelFolderOf(dataDir, DEFAULT_MODEL);
  if (!(await isFolder(folder))) {
    const reason = (await readAttempt(dataDir))?.reason;
    log.warn(
      `${DEFAULT_MODEL} is not at hand${reason === undefined ? '' : ` (${reason})`}, so matching by meaning uses the smaller bundled model. For better matches run "npm run model" and start again`,
    );
    return createBundledEmbedder({ threads, log });
  }
  try {
    return await createTransformersEmbedder({ folder, name: DEFAULT_MODEL, threads, log });
  } catch (error) {
    // Nobody asked for this model by name, so a broken copy is no reason not to start.
    log.warn(
      { err: error },
      `${DEFAULT_MODEL} in ${folder} cannot be used: matching by meaning uses the smaller bundled model. Run "npm run model" to fetch it anew`,
    );
    return createBundledEmbedder({ threads, log });
  }
}
