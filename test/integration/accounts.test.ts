import { expect, it } from 'vitest';
import { testAccounts } from '../helpers/accounts.js';
import { openTestDatabase } from '../helpers/database.js';
import { startHttpApp } from '../helpers/http-app.js';

it('signs people of each role in', async () => {
  const { db } = await openTestDatabase();
  const { accounts, identify, signIn } = await testAccounts({ db });
  const site = await startHttpApp({ accounts, identify });
  for (const role of ['admin', 'staff', 'reviewer'] as const) {
    const { person, headers } = await signIn(role);
    const me = await site.get('/v1/me', { headers });
    expect(me.json).toEqual({ id: person.id, name: person.name, email: person.email, role });
  }
  expect((await site.get('/v1/me')).status).toBe(401);
  await site.stop();
});
