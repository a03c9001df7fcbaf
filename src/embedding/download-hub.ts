import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { checkSum, writeDurably } from './files.js';

/** No answer within this time counts as no network. */
const FIRST_BYTE_MS = 5_000;
/** A transfer that stands still for this long is given up. */
const STALL_MS = 15_000;

export interface HubFile {
  path: string;
  /** SHA-256 of the content, where it is known. */
  sha256?: string | undefined;
  /** SHA-1 of the content as a git blob, which the hub gives for small files. */
  gitSha1?: string | undefined;
}
export interface HubSource {
  repository: string;
  revision: string;
  files: readonly HubFile[];
}
export interface HubOptions {
  /** Such as https://huggingface.co. */
  hubUrl: string;
  signal: AbortSignal;
  onBytes: (received: number, total: number | undefined) => void;
}

const unreachable = (url: string, cause: unknown) =>
  new AppError('unavailable', `${new URL(url).host} cannot be reached`, { cause });

/** The bytes behind an address. @throws AppError `unavailable`, or `not-found` for a 401, 403 or 404. */
async function get(url: string, options: HubOptions): Promise<Buffer> {
  const stalled = new AbortController();
  let timer = setTimeout(
    () => stalled.abort(new Error(`no answer within ${FIRST_BYTE_MS / 1_000} s`)),
    FIRST_BYTE_MS,
  );
  const moving = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(new Error(`nothing came for ${STALL_MS / 1_000} s`)), STALL_MS);
  };
  try {
    const response = await fetch(url, { signal: AbortSignal.any([options.signal, stalled.signal]) });
    if ([401, 403, 404].includes(response.status))
      throw new AppError('not-found', `${url} does not exist or is not public`);
    if (!response.ok || response.body === null)
      throw new AppError('unavailable', `${url} answered ${response.status}`);
    const total = Number(response.headers.get('content-length')) || undefined;
    const parts: Uint8Array[] = [];
    let received = 0;
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      moving();
      parts.push(part.value);
      received += part.value.byteLength;
      options.onBytes(received, total);
    }
    return Buffer.concat(parts);
  } catch (cause) {
    options.signal.throwIfAborted();
    throw cause instanceof AppError ? cause : unreachable(url, cause);
  } finally {
    clearTimeout(timer);
  }
}

const modelSchema = z.object({
  sha: z.string(),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      blobId: z.string().nullish(),
      lfs: z.object({ sha256: z.string() }).nullish(),
    }),
  ),
});
/** Smallest first: on a CPU the int8 networks lose little and are several times as fast. */
const NETWORKS = ['model_quantized', 'model_int8', 'model_uint8', 'model'].flatMap((name) => [
  `onnx/${name}.onnx`,
  `${name}.onnx`,
]);
const NEEDED = ['config.json', 'tokenizer.json'];
const WELCOME = [
  'tokenizer_config.json',
  'special_tokens_map.json',
  'sentence_bert_config.json',
  '1_Pooling/config.json',
];

/**
 * What to fetch of a model on the hub, with the checksums that the hub itself gives.
 * @throws AppError `not-found` when there is no such model or it has no ONNX network.
 */
export async function describeHubModel(repository: string, options: HubOptions): Promise<HubSource> {
  const bytes = await get(`${options.hubUrl}/api/models/${repository}?blobs=true`, options);
  let model: z.infer<typeof modelSchema>;
  try {
    model = modelSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `${options.hubUrl} answered something that is no description of a model`,
      { cause },
    );
  }
  const names = new Set(model.siblings.map((file) => file.rfilename));
  const network = NETWORKS.find((name) => names.has(name));
  const missing = NEEDED.filter((name) => !names.has(name));
  if (network === undefined || missing.length > 0) {
    const lack = network === undefined ? 'an ONNX network' : missing.join(' and ');
    throw new AppError(
      'not-found',
      `The model ${repository} has no ${lack.replace(/^an /, '')}, so it cannot be used here`,
    );
  }
  const wanted = new Set([...NEEDED, ...WELCOME, network, `${network}_data`]);
  return {
    repository,
    revision: model.sha,
    files: model.siblings
      .filter((file) => wanted.has(file.rfilename))
      .map((file) => ({
        path: file.rfilename,
        sha256: file.lfs?.sha256,
        gitSha1: file.lfs ? undefined : (file.blobId ?? undefined),
      })),
  };
}

function check(bytes: Buffer, file: HubFile): void {
  if (file.sha256 !== undefined) checkSum(bytes, file.sha256, file.path);
  if (file.gitSha1 === undefined) return;
  const found = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  if (found !== file.gitSha1)
    throw new AppError('unavailable', `${file.path} is not the file that was expected`);
}

/** Fetches the files into `folder`, small ones first. @throws AppError as `get`, or when a checksum is wrong. */
export async function downloadFromHub(source: HubSource, folder: string, options: HubOptions): Promise<void> {
  const networkLast = [...source.files].sort(
    (a, b) => Number(a.path.includes('.onnx')) - Number(b.path.includes('.onnx')),
  );
  for (const file of networkLast) {
    const bytes = await get(
      `${options.hubUrl}/${source.repository}/resolve/${source.revision}/${file.path}`,
      options,
    );
    check(bytes, file);
    await writeDurably(path.join(folder, file.path), bytes);
  }
}
