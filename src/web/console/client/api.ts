/** What came of a change. */
export type Outcome =
  | { kind: 'done'; body: unknown }
  /** Somebody else was faster, or the state does not allow it. */
  | { kind: 'conflict'; detail: string }
  | { kind: 'refused'; detail: string }
  | { kind: 'signed-out' }
  | { kind: 'offline' };

type Method = 'POST' | 'PUT' | 'PATCH';

/** Makes a change through the API. Never throws. */
export async function send(method: Method, path: string, body?: unknown): Promise<Outcome> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  } catch {
    return { kind: 'offline' };
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return { kind: 'done', body: answer };
  if (response.status === 401) return { kind: 'signed-out' };
  const detail = detailOf(answer) ?? `${response.status} ${response.statusText}`;
  return { kind: response.status === 409 ? 'conflict' : 'refused', detail };
}

/** What a problem (RFC 9457) says, as a sentence. */
export function detailOf(problem: unknown): string | undefined {
  if (typeof problem !== 'object' || problem === null || !('detail' in problem)) return undefined;
  const { detail } = problem;
  if (typeof detail !== 'string' || detail === '') return undefined;
  return /[.!?]$/.test(detail) ? detail : `${detail}.`;
}

/** What a bulk action did, as the API tells. */
export interface BulkResult {
  done: string[];
  refused: { id: string; why: string }[];
}

/** Reads the answer of `POST /v1/review/bulk`; what is malformed is left out. */
export function readBulk(body: unknown): BulkResult {
  const result: BulkResult = { done: [], refused: [] };
  if (typeof body !== 'object' || body === null) return result;
  if ('done' in body && Array.isArray(body.done)) {
    result.done = body.done.filter((id): id is string => typeof id === 'string');
  }
  if ('refused' in body && Array.isArray(body.refused)) {
    for (const one of body.refused as unknown[]) {
      if (typeof one !== 'object' || one === null || !('id' in one && 'why' in one)) continue;
      const { id, why } = one;
      if (typeof id === 'string' && typeof why === 'string') result.refused.push({ id, why });
    }
  }
  return result;
}
