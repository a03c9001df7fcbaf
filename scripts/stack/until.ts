import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when `holds` does; rejects after `timeoutMs`, default 30 s. */
export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain for ${String(holds)}`);
    await sleep(10);
  }
}
