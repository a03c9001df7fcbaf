import { fileURLToPath } from 'node:url';
import { createPart, type Part } from './part.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A process of the product. */
export interface NodePart extends Part {
  url: string;
}

/** `npm start` or `npm run worker` with these settings and no others, answering on `port`; not started yet. */
export function createNodePart(options: {
  name: string;
  script: 'src/server.ts' | 'workers/index.ts';
  port: number;
  env: Readonly<Record<string, string>>;
  logFile?: string | undefined;
}): NodePart {
  const { name, script, port, env, logFile } = options;
  const url = `http://127.0.0.1:${port}`;
  const part = createPart({
    name,
    command: process.execPath,
    args: ['--max-old-space-size=1536', 'scripts/run.mjs', script],
    env: { ...env, HOST: '127.0.0.1', [script === 'src/server.ts' ? 'PORT' : 'WORKER_PORT']: String(port) },
    cwd: ROOT,
    logFile,
    answers: async () => {
      const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
      await response.arrayBuffer();
      return response.ok;
    },
  });
  return { ...part, url };
}
