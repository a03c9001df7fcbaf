import { parentPort, workerData } from 'node:worker_threads';

/** What the pool sends to a worker thread. */
export type WorkerRequest = { type: 'embed'; texts: readonly string[] } | { type: 'close' };

/** What a worker thread answers. `vectors` holds all vectors of a slice, one after the other. */
export type WorkerReply =
  | { type: 'ready'; dimensions: number }
  | { type: 'unusable'; message: string }
  | { type: 'embedded'; vectors: Float32Array }
  | { type: 'failed'; message: string };

/** A model loaded in a worker thread. */
export interface LoadedModel {
  dimensions: number;
  /** Unit-norm vectors of `texts`, concatenated: `texts.length * dimensions` numbers. */
  embed(texts: readonly string[]): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** The reason on one line, short enough for a log or the operator's terminal. */
const messageOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);

/** What a worker thread is started with: what its pool prepared, and how many cores it may use. */
export interface WorkerStart<M> {
  model: M;
  cores: number;
}

/** The body of an embedding worker: loads the model, then answers one slice after the other. */
export async function serveModel<M>(load: (model: M, cores: number) => Promise<LoadedModel>): Promise<void> {
  // Comes from the pool in this process, which pairs scripts with what they need.
  const start = workerData as WorkerStart<M>;
  const port = parentPort;
  if (port === null) throw new Error('An embedding worker runs as a worker thread only');
  const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

  let model: LoadedModel;
  try {
    model = await load(start.model, start.cores);
    // The first run pays for allocations; whoever asks first should not.
    await model.embed(['warm up']);
  } catch (error) {
    reply({ type: 'unusable', message: messageOf(error) });
    port.close();
    return;
  }

  const answer = async (request: WorkerRequest) => {
    if (request.type === 'close') {
      await model.dispose();
      port.close();
      return;
    }
    try {
      const vectors = new Float32Array(await model.embed(request.texts));
      reply({ type: 'embedded', vectors }, [vectors.buffer]);
    } catch (error) {
      reply({ type: 'failed', message: messageOf(error) });
    }
  };
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: WorkerRequest) => {
    last = last.then(() => answer(request));
  });
  reply({ type: 'ready', dimensions: model.dimensions });
}
