import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { AppError } from '../errors.js';

/** A folder that holds a model for transformers.js, looked through. */
export interface ModelFolder {
  /** Absolute. */
  folder: string;
  /** `<name>@sha256:<12 hex digits>` over the network and the tokenizer: other weights, another id. */
  modelId: string;
  languages: readonly string[];
  /** Folder of the ONNX file within `folder`: `onnx` or the empty string. */
  subfolder: string;
  /** Name of the ONNX file without its ending. */
  fileName: string;
  /** Token that fills up shorter texts of a batch. */
  paddingToken: string;
  /** Tokens after which a text is cut. */
  maxTokens: number;
  pooling: 'mean' | 'cls';
  /** Vector length as config.json tells it, to be checked against what the model gives. */
  expectedDimensions: number | undefined;
}

const configSchema = z.object({
  hidden_size: z.number().int().positive().optional(),
  dim: z.number().int().positive().optional(),
  vocab_size: z.number().int().positive().optional(),
  max_position_embeddings: z.number().int().positive().optional(),
});
const tokenizerConfigSchema = z.object({
  model_max_length: z.number().positive().optional(),
  pad_token: z.union([z.string(), z.object({ content: z.string() })]).nullish(),
});
const sentenceSchema = z.object({ max_seq_length: z.number().int().positive().nullable().optional() });
const poolingSchema = z.object({ pooling_mode_cls_token: z.boolean().optional() });

/** ONNX files in the order we choose them: full precision where it is there, as it was put there on purpose. */
const NETWORKS = [
  'model',
  'model_quantized',
  'model_int8',
  'model_uint8',
  'model_fp16',
  'model_q4',
  'model_q4f16',
];
/** Vocabularies of this size and above are those of multilingual models (XLM-R: 250,002; mBERT: 119,547). */
const MULTILINGUAL_VOCABULARY = 100_000;
const DEFAULT_MAX_TOKENS = 512;

const exists = (file: string) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

function unusable(folder: string, problem: string): AppError {
  return new AppError(
    'misconfigured',
    `EMBEDDING_MODEL: the folder ${folder} ${problem}; it must hold config.json, tokenizer.json and onnx/model.onnx (or model_quantized.onnx) as transformers.js models do. Run "npm run model" for the default model, or unset EMBEDDING_MODEL`,
  );
}

/** Reads a JSON file of the folder; absent gives the schema's reading of `{}` unless `required`. */
async function readSettings<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
  required = false,
): Promise<T> {
  const file = path.join(folder, name);
  if (!required && !(await exists(file))) return schema.parse({});
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (!(await exists(file))) throw unusable(folder, `lacks ${name}`);
    throw new AppError('misconfigured', `EMBEDDING_MODEL: ${file} cannot be read as the model's settings`, {
      cause,
    });
  }
}

async function findNetwork(folder: string): Promise<{ subfolder: string; fileName: string } | undefined> {
  for (const subfolder of ['onnx', '']) {
    for (const fileName of NETWORKS) {
      if (await exists(path.join(folder, subfolder, `${fileName}.onnx`))) return { subfolder, fileName };
    }
  }
  for (const subfolder of ['onnx', '']) {
    const names = await readdir(path.join(folder, subfolder)).catch(() => []);
    const other = names.filter((name) => name.endsWith('.onnx')).sort()[0];
    if (other !== undefined) return { subfolder, fileName: other.slice(0, -'.onnx'.length) };
  }
  return undefined;
}

async function digest(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) await pipeline(createReadStream(file), hash, { end: false });
  return hash.digest('hex');
}

/**
 * Looks through a model's folder: `onnx/*.onnx` or `*.onnx`, config.json, tokenizer.json and the settings of
 * sentence-transformers where they are there (pooling, longest text).
 * @param name What the model is called in its id.
 * @throws AppError `misconfigured` that names EMBEDDING_MODEL, the folder and what it lacks.
 */
export async function inspectModelFolder(folder: string, name: string): Promise<ModelFolder> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new AppError(
      'misconfigured',
      `EMBEDDING_MODEL: there is no folder ${folder}; give the folder of a transformers.js model, a hub id fetched with "npm run model -- ID", or bundled`,
    );
  }
  const network = await findNetwork(folder);
  if (network === undefined) throw unusable(folder, 'holds no .onnx file');
  const config = await readSettings(folder, 'config.json', configSchema, true);
  if (!(await exists(path.join(folder, 'tokenizer.json')))) throw unusable(folder, 'lacks tokenizer.json');
  const tokenizer = await readSettings(folder, 'tokenizer_config.json', tokenizerConfigSchema);
  const sentence = await readSettings(folder, 'sentence_bert_config.json', sentenceSchema);
  const pooling = await readSettings(folder, '1_Pooling/config.json', poolingSchema);

  const padding = tokenizer.pad_token;
  const file = path.join(folder, network.subfolder, `${network.fileName}.onnx`);
  const externalData = await exists(`${file}_data`);
  const hash = await digest([
    file,
    ...(externalData ? [`${file}_data`] : []),
    path.join(folder, 'tokenizer.json'),
  ]);
  const limits = [
    sentence.max_seq_length,
    tokenizer.model_max_length,
    config.max_position_embeddings,
    DEFAULT_MAX_TOKENS,
  ];
  const mode = pooling.pooling_mode_cls_token === true ? 'cls' : 'mean';
  const maxTokens = Math.min(...limits.map((limit) => limit ?? DEFAULT_MAX_TOKENS));
  return {
    folder: path.resolve(folder),
    // How vectors are made of the network's output belongs to the model, too.
    modelId: `${name}@sha256:${hash.slice(0, 12)}${mode === 'mean' ? '' : '+cls'}+${maxTokens}`,
    languages: (config.vocab_size ?? 0) >= MULTILINGUAL_VOCABULARY ? ['*'] : ['en'],
    ...network,
    paddingToken: typeof padding === 'string' ? padding : (padding?.content ?? '[PAD]'),
    maxTokens,
    pooling: mode,
    expectedDimensions: config.hidden_size ?? config.dim,
  };
}
