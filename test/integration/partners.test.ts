import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PartnerSite, startPartnerSite } from '../helpers/partners.js';

describe('the calls of the widget', () => {
  let site: PartnerSite;
  beforeAll(async () => {
    site = await startPartnerSite();
  });
  afterAll(() => site?.stop());

  it('answer within the scope', async () => {
    const { pk, sk } = await site.partner({ scope: { country: ['CO', 'PE'] } });
    for (const key of [pk, sk]) {
      const found = await site.ask('/v1/widget/search?q=flood&facets=country,sector&language=es', key);
      const matched = await site.ask('/v1/widget/match', key, {
        method: 'POST',
        body: JSON.stringify({ statement: 'Our old town floods after every heavy rain' }),
      });
      const entry = await site.ask('/v1/widget/entries/cs-medellin-green-corridors', key);
      const event = await site.ask('/v1/widget/events', key, {
        method: 'POST',
        body: JSON.stringify({ event: 'select' }),
      });
      expect([found.status, matched.status, entry.status, event.status]).toEqual([200, 200, 200, 202]);
    }
  });
});
