import type { Asker } from '../../src/access.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { type Partner, partnerSettingsSchema } from '../../src/partners/contract.js';
import { startWholeSite } from './whole-site.js';

export const ADMIN: Asker = { actor: { kind: 'system', name: 'test' } };
export const ORIGIN = 'https://www.example.org';

export type PartnerSite = Awaited<ReturnType<typeof startPartnerSite>>;

/** A whole site over the seed catalogue, and partners of it. */
export async function startPartnerSite(...given: Parameters<typeof startWholeSite>) {
  const site = await startWholeSite(...given);
  const entries = await readEntries();
  await site.store.save(entries);
  const stored = await site.store.getMany(entries.map(({ id }) => id));
  await site.engine.upsert(stored.map((entry) => toSearchDocument(entry, [], null)));
  const { partners } = site.features;
  return {
    ...site,
    stored,
    /** A partner with a key of each kind. */
    async partner(settings: object = {}): Promise<Partner & { pk: string; sk: string }> {
      const partner = await partners.create(
        partnerSettingsSchema.parse({ name: 'Andes', origins: [ORIGIN], ...settings }),
        ADMIN,
      );
      const sk = (await partners.addKey(partner.id, 'server', ADMIN)).key ?? '';
      return { ...partner, pk: partner.keys[0]?.key ?? '', sk };
    },
    /** Asks as a page of the partner does, or, with a server key, as its back end. */
    async ask(path: string, key: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
      const back = key.startsWith('sk_');
      const address = new URL(path, site.address);
      if (!back && key !== '') address.searchParams.append('key', key);
      const response = await fetch(address, {
        ...init,
        headers: {
          // Nothing is gained by packing what goes nowhere.
          'accept-encoding': 'identity',
          ...(back ? { authorization: `Bearer ${key}` } : { origin: ORIGIN }),
          ...(init.body !== undefined && { 'content-type': 'application/json' }),
          ...init.headers,
        },
      });
      const text = await response.text();
      const json: unknown = text === '' ? undefined : JSON.parse(text);
      return { status: response.status, headers: response.headers, text, json };
    },
  };
}
