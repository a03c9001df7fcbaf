import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const gitSha1 = (bytes: Buffer) =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/**
 * A server that answers as the Hugging Face hub does for one model, `acme/mini`, with the files of `folder`.
 * `alter` may change what is served; returning undefined sends half of the file and then nothing more.
 */
export async function startHub(
  folder: string,
  files: readonly string[],
  alter = (_: string, bytes: Buffer): Buffer | undefined => bytes,
) {
  const asked: string[] = [];
  const read = (name: string) => readFileSync(path.join(folder, name));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://hub');
    asked.push(pathname);
    if (pathname === '/api/models/acme/mini') {
      const siblings = files.map((name) =>
        name.endsWith('.onnx')
          ? { rfilename: name, lfs: { sha256: sha256(read(name)) } }
          : { rfilename: name, blobId: gitSha1(read(name)) },
      );
      return response.end(JSON.stringify({ sha: 'abc123', siblings }));
    }
    const name = files.find((file) => pathname === `/acme/mini/resolve/abc123/${file}`);
    if (name === undefined) return response.writeHead(404).end();
    const bytes = read(name);
    const sent = alter(name, bytes);
    response.writeHead(200, { 'content-length': bytes.length });
    if (sent !== undefined) return response.end(sent);
    return response.write(bytes.subarray(0, bytes.length / 2));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
