import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './server-process.js';

/** The whole product in a process of its own, over the seed catalogue in a new folder, once it is ready. */
export async function startSite(): Promise<{ address: string; stop(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'citymatch-site-'));
  const server = await startServer({ DATA_DIR: join(home, 'data'), EMBEDDING_MODEL: 'bundled' });
  const stop = async () => {
    await server.kill();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await server.ready();
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: server.url, stop };
}
