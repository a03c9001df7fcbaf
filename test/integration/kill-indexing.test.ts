import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const KILLS = 20;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHILD = fileURLToPath(new URL('../helpers/kill-child.ts', import.meta.url));

const lineSchema = z.object({
  phase: z.enum(['open', 'seeding', 'indexing', 'ready', 'settled']).optional(),
  saved: z.array(z.string()).default([]),
  edition: z.number().default(0),
  indexed: z.number().default(0),
  dead: z.number().default(0),
  checked: z
    .object({ entries: z.number(), wrong: z.array(z.string()), editions: z.record(z.string(), z.number()) })
    .optional(),
});
type Line = z.infer<typeof lineSchema>;

let dataDir: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'citymatch-kill-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** A moment to kill a process at: so many milliseconds after it told of a phase, or of its first commit. */
interface Moment {
  after: NonNullable<Line['phase']> | 'spawn' | 'commit';
  ms: number;
}

async function run(mode: 'work' | 'settle', moment?: Moment) {
  const child = spawn(process.execPath, ['scripts/run.mjs', CHILD, dataDir, mode], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const lines: Line[] = [];
  let killing: Promise<void> | undefined;
  const reached = (point: Moment['after']) => {
    if (moment?.after === point) killing ??= sleep(moment.ms).then(() => void child.kill('SIGKILL'));
  };
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = lineSchema.parse(JSON.parse(text));
    lines.push(line);
    reached(line.phase ?? 'commit');
  });
  reached('spawn');
  running.add(child);
  const [code] = await ended;
  running.delete(child);
  await killing;
  return { code: z.number().nullable().parse(code), lines };
}

/** A random moment: of a start, of seeding, of the first indexing, of indexing through the queue. */
function anyMoment(round: number): Moment {
  const moments = [
    { after: 'seeding', most: 150 },
    { after: 'indexing', most: 1_500 },
    { after: 'commit', most: 800 },
    { after: 'commit', most: 1_600 },
    { after: 'spawn', most: 2_500 },
  ] as const;
  const { after, most } = moments[round % moments.length] ?? moments[0];
  return { after, ms: Math.random() * most };
}

describe('a process that is killed while it seeds and indexes', () => {
  it(`loses nothing in ${KILLS} kills: every committed entry is found once after each start`, async () => {
    /** The last edition of each entry whose commit was told. */
    const committed = new Map<string, number>();
    const count = { starts: 0, commits: 0, mended: 0 };
    const verify = (line: Line) => {
      count.starts++;
      count.mended += line.indexed;
      expect(line.checked?.wrong).toEqual([]);
      const lost = [...committed].filter(([id, edition]) => (line.checked?.editions[id] ?? -1) < edition);
      expect(lost).toEqual([]);
    };
    for (let round = 0; round < KILLS; round++) {
      const { code, lines } = await run('work', anyMoment(round));
      expect(code, 'the process ended by itself').toBeNull();
      for (const line of lines) {
        if (line.phase === 'ready') verify(line);
        for (const id of line.saved) committed.set(id, line.edition);
        if (line.saved.length > 0) count.commits++;
      }
    }
    const { code, lines } = await run('settle');
    expect(code).toBe(0);
    const [ready, settled] = lines.filter(({ checked }) => checked !== undefined);
    if (!ready || !settled) throw new Error('the last process told too little');
    verify(ready);
    verify(settled);
    expect(settled.dead).toBe(0);
    expect(count.commits).toBeGreaterThan(0);
    expect(settled.checked?.entries).toBe(262);
    const { starts, commits, mended } = count;
    process.stdout.write(
      `${KILLS} kills, ${starts} whole checks of ${settled.checked?.entries} entries, ${commits} acknowledged commits of ${committed.size} entries, ${mended} entries mended at starts: none lost, none twice, no job dead\n`,
    );
  }, 600_000);
});
