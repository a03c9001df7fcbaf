import { workerData } from 'node:worker_threads';
import { AutoModel, AutoTokenizer, env, mean_pooling, Tensor } from '@huggingface/transformers';
import type { ModelFolder } from './model-folder.js';
import { type LoadedModel, serveModel } from './worker-protocol.js';

async function load(model: ModelFolder): Promise<LoadedModel> {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  const tokenizer = await AutoTokenizer.from_pretrained(model.folder);
  const network = await AutoModel.from_pretrained(model.folder, {
    device: 'cpu',
    // The file is named outright, so that no suffix is added for a precision.
    dtype: 'fp32',
    subfolder: model.subfolder,
    model_file_name: model.fileName,
    use_external_data_format: model.externalData,
    // One core a thread: more threads, not more cores in one, give the higher throughput.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, enableMemPattern: false },
  });

  const embed = async (texts: readonly string[]): Promise<Tensor> => {
    const inputs = tokenizer([...texts], { padding: true, truncation: true, max_length: model.maxTokens });
    const outputs: Record<string, unknown> = await network(inputs);
    const states = outputs['last_hidden_state'] ?? outputs['token_embeddings'];
    if (!(states instanceof Tensor) || states.dims.length !== 3) {
      throw new Error('it gives no last_hidden_state, so it is no sentence-embedding model');
    }
    const pooled =
      model.pooling === 'cls' ? states.slice(null, 0) : mean_pooling(states, inputs.attention_mask);
    return pooled.normalize(2, -1);
  };
  return {
    dimensions: (await embed(['one'])).dims.at(-1) ?? 0,
    async embed(texts) {
      const { data } = await embed(texts);
      if (!(data instanceof Float32Array)) throw new Error('it gives vectors that are not float32');
      return data;
    },
    async dispose() {
      await network.dispose();
    },
  };
}

await serveModel(() => load((workerData as { model: ModelFolder }).model));
