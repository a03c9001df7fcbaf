/** Turns texts into vectors. Every adapter passes `test/contract/embedder.ts`. */
export interface Embedder {
  /** Stable name of the exact model; two models with one id give equal vectors. Stored beside each vector. */
  readonly modelId: string;
  /** Length of each vector. */
  readonly dimensions: number;
  /** BCP 47 languages that the model reads well; `*` for a multilingual one. */
  readonly languages: readonly string[];
  /**
   * One unit-norm vector (length `dimensions`) for each text, in order. Runs off the event loop.
   * `query` goes before any `batch` work that waits. Over-long text is cut by the model's own limit.
   * @throws AppError `unavailable` when the model's workers are gone.
   */
  embed(texts: readonly string[], priority?: 'query' | 'batch'): Promise<Float32Array[]>;
  close(): Promise<void>;
}
