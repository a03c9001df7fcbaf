import { InferenceSession, Tensor } from 'onnxruntime-node';

/**
 * Loads an ONNX network for one worker thread that uses `cores` cores. No arena: texts differ in length, and
 * it would only ever grow (measured: half of the memory, the same speed). No spinning: cores that wait for
 * each other busily take them from everything else (measured: twice as fast without, on a busy machine).
 */
export function createSession(network: string | Uint8Array, cores: number): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: cores,
    interOpNumThreads: 1,
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  return typeof network === 'string'
    ? InferenceSession.create(network, options)
    : InferenceSession.create(network, options);
}

/** Token rows as tensors of shape [rows, longest row]; `mask` is 1 for a token and 0 for padding. */
export function toBatch(rows: readonly (readonly number[])[], padding: number) {
  const length = Math.max(1, ...rows.map((row) => row.length));
  const tokens = new BigInt64Array(rows.length * length).fill(BigInt(padding));
  const mask = new BigInt64Array(rows.length * length);
  rows.forEach((row, i) => {
    row.forEach((token, j) => {
      tokens[i * length + j] = BigInt(token);
      mask[i * length + j] = 1n;
    });
  });
  const shape = [rows.length, length];
  return {
    length,
    shape,
    tokens: new Tensor('int64', tokens, shape),
    mask: new Tensor('int64', mask, shape),
  };
}
