import { fill } from './say.js';

const ASK_EVERY_MS = 3_000;

/** Keeps what is said of a run that is under way true, and says when it is done. */
export function startEvaluation(): void {
  const box = document.getElementById('evaluation-state');
  const text = box?.querySelector('[data-text]');
  const link = box?.querySelector('a');
  if (!box || !text || !link) return;
  const words = new Map(Object.entries(JSON.parse(box.dataset.words ?? '{}') as Record<string, string>));

  async function ask(): Promise<void> {
    const state = await readState();
    if (state?.status === 'running' && text) {
      text.textContent = fill(words.get('running') ?? '', { done: state.done, of: state.of });
    }
    if (state?.status !== 'idle' || !text || !link) {
      setTimeout(() => void ask(), ASK_EVERY_MS);
      return;
    }
    text.textContent = words.get('done') ?? '';
    link.textContent = words.get('show') ?? '';
    const live = document.getElementById('live');
    if (live !== null) live.textContent = text.textContent;
  }

  setTimeout(() => void ask(), ASK_EVERY_MS);
}

/** How far it is, as the API tells; nothing while it cannot be asked. */
async function readState(): Promise<{ status: string; done: number; of: number } | undefined> {
  try {
    const answer: unknown = await (await fetch('/v1/evaluation/runs?limit=1')).json();
    const state = field(answer, 'state');
    const status = field(state, 'status');
    if (typeof status !== 'string') return undefined;
    return { status, done: Number(field(state, 'done')), of: Number(field(state, 'of')) };
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
