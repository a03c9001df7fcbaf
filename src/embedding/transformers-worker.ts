import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { Tensor } from 'onnxruntime-node';
import { createSession, toBatch } from './batch.js';
import type { ModelFolder } from './model-folder.js';
import { type LoadedModel, serveModel } from './worker-protocol.js';

/** More characters than this a token are cut before the text is split: a megabyte would take seconds. */
const MOST_CHARACTERS_PER_TOKEN = 40;
const STATES = ['last_hidden_state', 'token_embeddings'];

async function createTokenize(model: ModelFolder) {
  const read = async (name: string): Promise<object> =>
    JSON.parse(await readFile(path.join(model.folder, name), 'utf8')) as object;
  const settings = await read('tokenizer_config.json').catch(() => ({}));
  const tokenizer = new Tokenizer(await read('tokenizer.json'), settings);
  return {
    padding: tokenizer.token_to_id(model.paddingToken) ?? 0,
    tokenize: (text: string) =>
      tokenizer
        .encode(text.slice(0, model.maxTokens * MOST_CHARACTERS_PER_TOKEN))
        .ids.slice(0, model.maxTokens),
  };
}

/** One unit-norm vector a text from its tokens' states [texts, tokens, width]. */
function pool(
  states: Float32Array,
  mask: ArrayLike<bigint>,
  shape: readonly number[],
  mode: ModelFolder['pooling'],
): Float32Array {
  const [texts = 0, tokens = 0, width = 0] = shape;
  const vectors = new Float32Array(texts * width);
  for (let text = 0; text < texts; text++) {
    const vector = vectors.subarray(text * width, (text + 1) * width);
    const used = mode === 'cls' ? 1 : tokens;
    for (let token = 0; token < used; token++) {
      if (mask[text * tokens + token] !== 1n) continue;
      const from = (text * tokens + token) * width;
      for (let i = 0; i < width; i++) vector[i] = (vector[i] ?? 0) + (states[from + i] ?? 0);
    }
    // The sum has the mean's direction, and only that is left once the length is 1.
    const norm = Math.hypot(...vector) || 1;
    for (let i = 0; i < width; i++) vector[i] = (vector[i] ?? 0) / norm;
  }
  return vectors;
}

async function load(model: ModelFolder, cores: number): Promise<LoadedModel> {
  const { tokenize, padding } = await createTokenize(model);
  const session = await createSession(
    path.join(model.folder, model.subfolder, `${model.fileName}.onnx`),
    cores,
  );
  const output = STATES.find((name) => session.outputNames.includes(name));
  if (output === undefined)
    throw new Error('it gives no last_hidden_state, so it is no sentence-embedding model');

  let width = 0;
  const embed = async (texts: readonly string[]): Promise<Float32Array> => {
    const batch = toBatch(texts.map(tokenize), padding);
    const feeds: Record<string, Tensor> = { input_ids: batch.tokens, attention_mask: batch.mask };
    if (session.inputNames.includes('token_type_ids')) {
      feeds.token_type_ids = new Tensor('int64', new BigInt64Array(batch.tokens.size), batch.shape);
    }
    const states = (await session.run(feeds))[output];
    if (!(states?.data instanceof Float32Array) || states.dims.length !== 3) {
      throw new Error(`its ${output} is no float32 tensor of texts, tokens and numbers`);
    }
    width = states.dims[2] ?? 0;
    return pool(states.data, batch.mask.data as BigInt64Array, states.dims, model.pooling);
  };
  await embed(['one']);
  return { dimensions: width, embed, dispose: () => session.release() };
}

await serveModel(load);
