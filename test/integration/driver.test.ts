import { connect, createServer, type Socket } from 'node:net';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../helpers/free-port.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { until } from '../helpers/until.js';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

/** The same server behind a door that can be shut in good order: the driver gets an end, not an error. */
async function withDoor() {
  const target = new URL(server.url('postgres'));
  const url = new URL(target);
  const open = new Set<Socket>();
  const door = createServer((socket) => {
    const inner = connect(Number(target.port), target.hostname);
    open.add(socket);
    socket.on('error', () => inner.destroy()).on('close', () => inner.destroy());
    inner.on('error', () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve));
  url.port = String(port);
  return {
    url: url.href,
    shut: () => {
      for (const socket of open) socket.end();
      open.clear();
    },
    close: () => new Promise((resolve) => door.close(resolve)),
  };
}

describe('the driver of PostgreSQL (patches/postgres+3.4.9.patch)', () => {
  it('fails a query on a reserved connection that has closed, instead of ending the process', async () => {
    const door = await withDoor();
    let closed = 0;
    const client = postgres(door.url, {
      max: 1,
      onclose: () => {
        closed += 1;
      },
    });
    const reserved = await client.reserve();
    expect((await reserved`select 1 as one`)[0]?.one).toBe(1);
    door.shut();
    await until(async () => closed > 0);
    await expect(reserved`select 1 as one`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
    reserved.release();
    const other = postgres(door.url, { max: 1 });
    expect((await other`select 2 as two`)[0]?.two).toBe(2);
    await Promise.all([client.end({ timeout: 1 }), other.end({ timeout: 1 })]);
    await door.close();
  });
});
