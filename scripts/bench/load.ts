/** Milliseconds of each request, and how many were answered in a second. */
export interface Load {
  sorted: number[];
  perSecond: number;
}

/** Sends `requests` with as many clients at once; every answer must be 200. */
export async function load(requests: readonly (() => Promise<Response>)[], clients: number): Promise<Load> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const client = async () => {
    for (let at = next++; at < requests.length; at = next++) {
      const begun = performance.now();
      const response = await requests[at]?.();
      const text = await response?.text();
      if (response?.status !== 200) throw new Error(`${response?.url} answered ${response?.status}: ${text}`);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return {
    sorted: times.sort((a, b) => a - b),
    perSecond: (times.length / (performance.now() - started)) * 1000,
  };
}

/** The value below which a share of the sorted values lies (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle of some milliseconds taken by calling `work` `times` times, one after another. */
export async function medianOf(times: number, work: (turn: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    const begun = performance.now();
    await work(turn);
    taken.push(performance.now() - begun);
  }
  return percentile(
    taken.sort((a, b) => a - b),
    0.5,
  );
}
