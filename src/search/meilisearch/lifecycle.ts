import type { Settings } from 'meilisearch';
import { canonicalJson } from '../../canonical-json.js';
import { codeOf, type MeiliClient } from './client.js';
import { EMBEDDER } from './record.js';
import { embedderOf, SETTINGS } from './settings.js';

/** Milliseconds after which an index that was being built counts as left behind by a process that ended. */
const LEFT_BEHIND_MS = 30 * 60_000;

/** Makes the index where there is none, with the settings that this version needs. Twice at once is harmless. */
export async function ensureIndex(client: MeiliClient, index: string): Promise<void> {
  try {
    await client.read((meili) => meili.getRawIndex(index));
  } catch (error) {
    if (codeOf(error) !== 'index_not_found') throw error;
    await createIndex(client, index);
    return;
  }
  const held = await client.read((meili) => meili.index(index).getSettings());
  if (differs(held)) await client.write((meili) => meili.index(index).updateSettings(SETTINGS));
}

async function createIndex(client: MeiliClient, index: string): Promise<void> {
  try {
    await client.write((meili) => meili.createIndex(index, { primaryKey: 'id' }));
  } catch (error) {
    if (codeOf(error) !== 'index_already_exists') throw error;
  }
  await client.write((meili) => meili.index(index).updateSettings(SETTINGS));
}

/** Whether settings that are held are other than ours, as far as we set them. */
export function differs(held: Settings): boolean {
  return (Object.keys(SETTINGS) as (keyof Settings)[]).some((name) => !holds(held[name], SETTINGS[name]));
}

/** Whether `held` says what `wanted` says; the server may add defaults. */
function holds(held: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    return canonicalJson(held) === canonicalJson(wanted);
  }
  if (typeof held !== 'object' || held === null) return false;
  return Object.entries(wanted).every(([key, value]) => holds(Reflect.get(held, key), value));
}

/** Lets vectors of this length into an index that holds none. */
export async function setDimensions(client: MeiliClient, index: string, dimensions: number): Promise<void> {
  const { embedders } = await client.read((meili) => meili.index(index).getSettings());
  const held = embedders?.[EMBEDDER];
  if (held && 'dimensions' in held && held.dimensions === dimensions) return;
  await client.write((meili) => meili.index(index).updateSettings(embedderOf(dimensions)));
}

/** Name of an index that is built aside. */
export function nextName(index: string, token: string): string {
  return `${index}_next_${token}`;
}

/** Deletes what processes that were killed while they built an index have left. */
export async function deleteLeftBehind(client: MeiliClient, index: string, now = Date.now()): Promise<void> {
  const { results } = await client.read((meili) => meili.getRawIndexes({ limit: 1_000 }));
  const old = results.filter(
    ({ uid, updatedAt }) =>
      uid.startsWith(nextName(index, '')) && now - Date.parse(updatedAt) > LEFT_BEHIND_MS,
  );
  for (const { uid } of old) await client.write((meili) => meili.deleteIndex(uid));
}
