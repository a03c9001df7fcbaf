/** Longest wait for an answer, in milliseconds: a part that is frozen does not answer. */
const PATIENCE_MS = 12_000;

/** What came of a request. */
export interface Answer {
  /** 0: none came. */
  status: number;
  body: unknown;
}

/** Sends requests to the processes that answer, in turn, as a proxy before them would. */
export interface Client {
  send(kind: string, method: string, path: string, options?: RequestOptions): Promise<Answer>;
  /** How often each status came, by kind of request; status 0 for no answer. */
  answers(): Map<string, Map<number, number>>;
}

export interface RequestOptions {
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export function createClient(urls: readonly string[]): Client {
  const answers = new Map<string, Map<number, number>>();
  let turn = 0;
  return {
    answers: () => answers,
    async send(kind, method, path, { body, headers } = {}) {
      const url = urls[turn++ % urls.length] ?? '';
      const answer = await fetch(url + path, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
        .then(async (response): Promise<Answer> => {
          const parsed: unknown = await response.json().catch(() => undefined);
          // An answer that breaks off is none: nobody could read it.
          return { status: parsed === undefined ? 0 : response.status, body: parsed };
        })
        .catch((): Answer => ({ status: 0, body: undefined }));
      const counted = answers.get(kind) ?? new Map<number, number>();
      counted.set(answer.status, (counted.get(answer.status) ?? 0) + 1);
      answers.set(kind, counted);
      return answer;
    },
  };
}
