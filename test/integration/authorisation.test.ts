// A line for each route: the table is one, however long it gets.
/* oxlint-disable max-lines */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Access, type Asker, atLeast, ROLES, type Role } from '../../src/access.js';
import { challenges } from '../../src/db/schema.js';
import { hashSecret } from '../../src/ids.js';
import { partnerSettingsSchema } from '../../src/partners/contract.js';
import { en } from '../../src/web/messages/index.js';
import { PASSWORD, peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { addLinkedChallenge } from '../helpers/challenges.js';
import { startWholeSite } from '../helpers/whole-site.js';

/**
 * Who may make each call and see each page: the decision, made here once more and apart from the code. `city` is
 * whoever has the link of that challenge (below `/introductions/{id}` a link of either side), and reviewers; `widget`
 * whoever shows a partner's key. A new route fails until it has a line.
 */
const WHO_MAY: Record<string, Access> = {
  'POST /v1/match': 'anyone',
  'GET /v1/search': 'anyone',
  'GET /v1/entries/{id}': 'anyone',
  'GET /v1/entries/{id}/similar': 'anyone',
  'GET /v1/taxonomy': 'anyone',
  'GET /v1/changes': 'anyone',
  'GET /v1/open-data/entries.jsonl': 'anyone',
  'GET /v1/open-data/case-studies.csv': 'anyone',
  'GET /v1/open-data/providers.csv': 'anyone',
  'GET /v1/open-data/catalog': 'anyone',
  'GET /v1/open-data/catalog.jsonld': 'anyone',
  'GET /v1/open-data/catalog.ttl': 'anyone',
  'GET /v1/open-data/taxonomy': 'anyone',
  'GET /v1/open-data/taxonomy.jsonld': 'anyone',
  'GET /v1/open-data/taxonomy.ttl': 'anyone',
  'GET /taxonomy/{scheme}': 'anyone',
  'GET /taxonomy/{scheme}/{id}': 'anyone',
  'GET /feed.atom': 'anyone',
  'GET /sitemap.xml': 'anyone',
  'GET /sitemap-{part}.xml': 'anyone',
  'GET /robots.txt': 'anyone',
  'GET /v1/entries': 'staff',
  'POST /v1/entries': 'staff',
  'POST /v1/entries/look-alikes': 'staff',
  'GET /v1/entries/{id}/record': 'staff',
  'PATCH /v1/entries/{id}': 'staff',
  'DELETE /v1/entries/{id}': 'staff',
  'DELETE /v1/entries/{id}/draft': 'staff',
  'POST /v1/entries/{id}/publish': 'staff',
  'POST /v1/entries/{id}/restore': 'staff',
  'POST /v1/entries/{id}/verify': 'staff',
  'PUT /v1/entries/{id}/contact': 'staff',
  'POST /v1/entries/{id}/answers/{questionId}/done': 'staff',

  'POST /v1/auth/sign-in': 'anyone',
  'POST /v1/auth/sign-out': 'anyone',
  'GET /v1/me': 'reviewer',
  'GET /v1/people': 'admin',
  'POST /v1/people': 'admin',
  'PATCH /v1/people/{id}': 'admin',
  'POST /v1/people/{id}/invitation': 'admin',

  'POST /v1/challenges': 'anyone',
  'POST /v1/challenges/coach': 'anyone',
  'GET /v1/challenges/{id}': 'city',
  'POST /v1/challenges/{id}/matches/{matchId}/dismiss': 'city',
  'POST /v1/challenges/{id}/questions': 'city',
  'POST /v1/challenges/{id}/withdraw': 'city',
  'GET /v1/challenges/{id}/export': 'city',
  'DELETE /v1/challenges/{id}': 'city',
  'GET /v1/review/queue': 'reviewer',
  'GET /v1/review/reviewers': 'reviewer',
  'GET /v1/review/challenges/{id}/disclosure': 'staff',
  'PUT /v1/review/challenges/{id}/disclosure': 'staff',
  'GET /v1/review/challenges/{id}': 'reviewer',
  'POST /v1/review/challenges/{id}/claim': 'reviewer',
  'POST /v1/review/challenges/{id}/release': 'reviewer',
  'PUT /v1/review/challenges/{id}/assignment': 'reviewer',
  'POST /v1/review/challenges/{id}/decisions': 'reviewer',
  'PUT /v1/review/challenges/{id}/order': 'reviewer',
  'POST /v1/review/challenges/{id}/matches': 'reviewer',
  'PATCH /v1/review/challenges/{id}/matches/{matchId}': 'reviewer',
  'PATCH /v1/review/challenges/{id}': 'reviewer',
  'POST /v1/review/challenges/{id}/undo': 'reviewer',
  'POST /v1/review/challenges/{id}/approve': 'reviewer',
  'POST /v1/review/challenges/{id}/publish': 'staff',
  'POST /v1/review/challenges/{id}/reopen': 'staff',
  'POST /v1/review/challenges/{id}/end': 'staff',
  'POST /v1/review/challenges/{id}/messages': 'reviewer',
  'POST /v1/review/bulk': 'staff',
  'GET /v1/review/events': 'reviewer',

  'POST /v1/challenges/{id}/introductions': 'city',
  'POST /v1/challenges/{id}/introductions/{introductionId}/outcome': 'city',
  'GET /v1/introductions/{id}': 'city',
  'POST /v1/introductions/{id}/answer': 'city',
  'POST /v1/introductions/{id}/outcome': 'city',
  'GET /v1/introductions': 'staff',
  'POST /v1/introductions/{id}/invite': 'staff',
  'POST /v1/introductions/{id}/decline': 'staff',

  'POST /v1/imports': 'staff',
  'GET /v1/imports': 'staff',
  'GET /v1/imports/template.csv': 'staff',
  'GET /v1/imports/{id}': 'staff',
  'POST /v1/imports/{id}/run': 'staff',

  'GET /v1/harvest/sources': 'staff',
  'POST /v1/harvest/sources': 'admin',
  'GET /v1/harvest/sources/{id}': 'staff',
  'PATCH /v1/harvest/sources/{id}': 'admin',
  'POST /v1/harvest/sources/{id}/run': 'staff',
  'GET /v1/harvest/entries': 'staff',
  'POST /v1/harvest/entries/{id}/same': 'staff',
  'POST /v1/harvest/entries/{id}/different': 'staff',
  'POST /v1/harvest/entries/{id}/noted': 'staff',

  'GET /v1/evaluation/runs': 'reviewer',
  'GET /v1/evaluation/runs/{id}': 'reviewer',
  'POST /v1/evaluation/runs': 'staff',
  'POST /v1/evaluation/compare': 'reviewer',

  'GET /v1/webhooks': 'admin',
  'POST /v1/webhooks': 'admin',
  'GET /v1/webhooks/{id}': 'admin',
  'PATCH /v1/webhooks/{id}': 'admin',
  'DELETE /v1/webhooks/{id}': 'admin',
  'POST /v1/webhooks/{id}/secret': 'admin',
  'POST /v1/webhooks/{id}/test': 'admin',
  'GET /v1/webhooks/{id}/deliveries': 'admin',
  'POST /v1/webhooks/{id}/deliveries/{messageId}/send': 'admin',

  'GET /v1/service-level': 'anyone',
  'GET /v1/fairness': 'staff',
  'GET /v1/partners': 'admin',
  'POST /v1/partners': 'admin',
  'GET /v1/partners/{id}': 'admin',
  'PATCH /v1/partners/{id}': 'admin',
  'DELETE /v1/partners/{id}': 'admin',
  'POST /v1/partners/{id}/keys': 'admin',
  'POST /v1/partners/{id}/keys/{keyId}/rotate': 'admin',
  'POST /v1/partners/{id}/keys/{keyId}/revoke': 'admin',
  'GET /v1/partners/{id}/usage': 'staff',
  'GET /v1/widget/search': 'widget',
  'POST /v1/widget/match': 'widget',
  'GET /v1/widget/entries/{id}': 'widget',
  'POST /v1/widget/events': 'widget',
  'GET /v1/audit': 'admin',
  'GET /v1/audit.csv': 'admin',
  'GET /v1/learning/judgments': 'staff',
  'GET /v1/learning/weights': 'staff',
  'POST /v1/learning/weights/{id}/accept': 'admin',
  'POST /v1/learning/weights/{id}/decline': 'admin',
  'POST /v1/learning/weights/shipped': 'admin',

  'GET /': 'anyone',
  'GET /entries/:id': 'anyone',
  'GET /search': 'anyone',
  'GET /about': 'anyone',
  'GET /ranking': 'anyone',
  'GET /open-data': 'anyone',
  'GET /challenges/new': 'anyone',
  'POST /challenges/new': 'anyone',
  'GET /challenges/:id': 'city',
  'POST /challenges/:id': 'city',
  'GET /introductions/:id': 'city',
  'POST /introductions/:id': 'city',
  'POST /language': 'anyone',
  'GET /console/harvest': 'staff',
  'POST /console/harvest': 'staff',
  'POST /console/harvest/sources': 'admin',
  'GET /console/harvest/:id': 'staff',
  'POST /console/harvest/:id': 'admin',
  'GET /console/imports': 'staff',
  'POST /console/imports': 'staff',
  'GET /console/imports/:id': 'staff',
  'POST /console/imports/:id': 'staff',
  'GET /console/introductions': 'staff',
  'GET /console/introductions/:id': 'staff',
  'POST /console/introductions/:id': 'staff',
  'GET /console/sign-in': 'anyone',
  'POST /console/sign-in': 'anyone',
  'POST /console/sign-in/mail': 'anyone',
  'GET /console/sign-in/link': 'anyone',
  'POST /console/sign-in/link': 'anyone',
  'GET /console/sign-in/oidc': 'anyone',
  'GET /console/sign-in/return': 'anyone',
  'GET /console/password': 'anyone',
  'POST /console/password': 'anyone',
  'POST /console/password/mail': 'anyone',
  'GET /console/first-admin': 'anyone',
  'POST /console/first-admin': 'anyone',
  'GET /console': 'reviewer',
  'GET /console/challenges/:id': 'reviewer',
  'GET /console/challenges/:id/add': 'reviewer',
  'GET /console/challenges/:id/disclosure': 'staff',
  'POST /console/challenges/:id/disclosure': 'staff',
  'GET /console/audit': 'admin',
  'GET /console/exposure': 'staff',
  'GET /console/learning': 'staff',
  'POST /console/learning': 'admin',
  'GET /console/catalogue': 'staff',
  'GET /console/catalogue/new': 'staff',
  'POST /console/catalogue/new': 'staff',
  'GET /console/catalogue/:id': 'staff',
  'POST /console/catalogue/:id': 'staff',
  'GET /console/catalogue/:id/edit': 'staff',
  'POST /console/catalogue/:id/edit': 'staff',
  'GET /console/catalogue/:id/preview': 'staff',
  'GET /confirm/:id': 'anyone',
  'POST /confirm/:id': 'anyone',
  'GET /console/evaluation': 'reviewer',
  'POST /console/evaluation': 'staff',
  'GET /console/evaluation/compare': 'reviewer',
  'POST /console/evaluation/compare': 'reviewer',
  'GET /console/mail': 'staff',
  'GET /console/mail/:id': 'staff',
  'POST /console/mail/:id': 'staff',
  'GET /console/webhooks': 'admin',
  'POST /console/webhooks': 'admin',
  'GET /console/webhooks/:id': 'admin',
  'POST /console/webhooks/:id': 'admin',
  'GET /console/account': 'reviewer',
  'POST /console/account/password': 'reviewer',
  'POST /console/account/sign-out': 'reviewer',
  'POST /console/account/sign-out-everywhere': 'reviewer',
  'GET /console/jobs': 'admin',
  'PUT /console/jobs': 'admin',
  'GET /console/people': 'admin',
  'POST /console/people': 'admin',
  'POST /console/people/:id': 'admin',
  'POST /console/people/:id/invitation': 'admin',
};

const CHALLENGE = { id: 'ch-aaaaaaaaaaaaaaaa', token: 'a'.repeat(32) };
const OTHER_CHALLENGE = { id: 'ch-bbbbbbbbbbbbbbbb', token: 'b'.repeat(32) };
const INTRODUCTION = { id: 'in-cccccccccccccccc', provider: 'c'.repeat(32), city: 'e'.repeat(32) };
const OTHER_INTRODUCTION = { id: 'in-dddddddddddddddd', provider: 'd'.repeat(32), city: 'f'.repeat(32) };

const ASKERS = [
  'anonymous',
  'city',
  'other city',
  'introduced city',
  'other introduced city',
  'provider',
  'other provider',
  'partner',
  ...ROLES,
] as const;
type AskerName = (typeof ASKERS)[number];
const TOKENS: Partial<Record<AskerName, string>> = {
  city: CHALLENGE.token,
  'other city': OTHER_CHALLENGE.token,
  'introduced city': INTRODUCTION.city,
  'other introduced city': OTHER_INTRODUCTION.city,
  provider: INTRODUCTION.provider,
  'other provider': OTHER_INTRODUCTION.provider,
};

interface Route {
  method: string;
  path: string;
  access: Access;
}

const isIntroduction = (path: string) => /\/introductions\/[{:]id\b/.test(path);

/** The decision of the table for one who asks. */
function may({ path, access }: Route, asker: AskerName): boolean {
  if (access === 'anyone') return true;
  if (access === 'widget') return asker === 'partner';
  const role = ROLES.find((one) => one === asker);
  if (role !== undefined) return atLeast(role, access === 'city' ? 'reviewer' : access);
  if (access !== 'city') return false;
  return isIntroduction(path) ? asker === 'provider' || asker === 'introduced city' : asker === 'city';
}

/** What the one mechanism says when it refuses; handlers that refuse for reasons of their own use other words. */
const REFUSALS = [
  /Sign in to do this/,
  /urn:citymatch:problem:key-(missing|unknown)/,
  /This is for the role/,
  /Open this by the link that came with it/,
  /The secret of your link does not open this/,
  ...[en.states.signedOutTitle, en.accounts.refused.roleTitle].map(
    (title) => new RegExp(`<h1>${title}</h1>`),
  ),
  new RegExp(`<h1>${en.states.linkTitle}</h1>`),
];

describe('who may do what', () => {
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let people: ReturnType<typeof peopleOf>;
  const signedIn = new Map<Role, SignedInPerson>();
  let routes: Route[];
  /** A partner shows it as others show the secret of a link. */
  let serverKey: string;

  beforeAll(async () => {
    site = await startWholeSite();
    people = peopleOf(site.features.accounts);
    routes = [
      ...site.calls.map(({ method, path, access }) => ({ method: method.toUpperCase(), path, access })),
      ...site.pages.map(({ method, path, access }) => ({ method: method.toUpperCase(), path, access })),
      // Every method and every address below: the guard stands before all of it.
      ...site.mounted.flatMap(({ path, access }) =>
        ['GET', 'PUT'].map((method) => ({ method, path, access })),
      ),
    ];
    await addBoth();
    const asker: Asker = { actor: { kind: 'system', name: 'test' } };
    const { id } = await site.features.partners.create(partnerSettingsSchema.parse({ name: 'Andes' }), asker);
    serverKey = (await site.features.partners.addKey(id, 'server', asker)).key ?? '';
  });
  afterAll(() => site.stop());

  async function addBoth(): Promise<void> {
    await site.db.delete(challenges);
    await addLinkedChallenge(site.db, CHALLENGE, INTRODUCTION);
    await addLinkedChallenge(site.db, OTHER_CHALLENGE, OTHER_INTRODUCTION);
  }

  /** Headers of one who asks; a person whose session the last request ended signs in again. */
  async function headersOf(asker: AskerName): Promise<Record<string, string>> {
    const token = asker === 'partner' ? serverKey : TOKENS[asker];
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    const role = ROLES.find((one) => one === asker);
    if (role === undefined) return {};
    const before = signedIn.get(role);
    const alive = before && (await people.isSignedIn(before));
    const now = alive ? before : before ? await people.again(before) : await people.signIn(role);
    signedIn.set(role, now);
    return now.headers;
  }

  /** Whether the mechanism lets a request through; what happens then is not asked. */
  async function letsThrough(route: Route, headers: Record<string, string>, query = ''): Promise<boolean> {
    // Some calls of a city end its challenge, and with it its link.
    if (route.access === 'city') await addBoth();
    const id = isIntroduction(route.path) ? INTRODUCTION.id : CHALLENGE.id;
    const path = route.path
      .replace(/\{id\}|:id\b/, route.access === 'city' ? id : 'none')
      .replace(/\{\w+\}|:\w+/g, 'none');
    const stop = new AbortController();
    const answer = await fetch(site.address + path + query, {
      method: route.method,
      redirect: 'manual',
      signal: stop.signal,
      // No body that any call takes: what is let through must not do much.
      headers: { accept: path.startsWith('/v1/') ? 'application/json' : 'text/html', ...headers },
    });
    const { status } = answer;
    if (status === 303 && route.method === 'GET') {
      stop.abort();
      return !(answer.headers.get('location') ?? '').startsWith('/console/sign-in');
    }
    if (status !== 401 && status !== 403) {
      // A stream of events would never end.
      stop.abort();
      return true;
    }
    const text = await answer.text();
    return !REFUSALS.some((refusal) => refusal.test(text));
  }

  it('is decided for every call and every page', () => {
    const declared = Object.fromEntries(
      routes.map(({ method, path, access }) => [`${method} ${path}`, access]),
    );
    expect(declared).toEqual(WHO_MAY);
    expect(Object.keys(declared)).toHaveLength(routes.length);
  });

  it('is enforced on every call and every page for everyone who could ask', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const access = WHO_MAY[`${route.method} ${route.path}`] ?? 'admin';
      for (const asker of ASKERS) {
        const through = await letsThrough(route, await headersOf(asker));
        const allowed = may({ ...route, access }, asker);
        if (through !== allowed)
          wrong.push(`${asker} ${through ? 'may' : 'may not'}: ${route.method} ${route.path}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('refuses what is not for anyone to forged and expired tokens and cookies', async () => {
    const admin = await headersOf('admin');
    const [name = '', value = ''] = (admin.cookie ?? '').split('=');
    const flipped = value.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
    const other = await headersOf('reviewer');
    const [, reviewers = ''] = (other.cookie ?? '').split('=');
    const forged: Record<string, string>[] = [
      { cookie: `${name}=${flipped}` },
      { cookie: `${name}=${value.split('.')[0]}` },
      { cookie: `${name}=${value.split('.')[0]}.${reviewers.split('.')[1]}` },
      { cookie: `${name}=%E0%A4%A; ${name}=` },
      { cookie: `${name}=${'x'.repeat(5000)}` },
      { authorization: `Bearer ${'z'.repeat(32)}` },
      { authorization: `Bearer ${hashSecret(CHALLENGE.token)}` },
      { authorization: `Bearer ${CHALLENGE.id}` },
      { authorization: 'Bearer ' },
      { authorization: `Basic ${CHALLENGE.token}` },
      // A token that is shown counts alone: it takes nothing from a session that comes along.
      { ...admin, authorization: `Bearer ${'z'.repeat(32)}` },
    ];
    const wrong: string[] = [];
    for (const route of routes.filter(({ access }) => access !== 'anyone')) {
      for (const headers of forged) {
        if (await letsThrough(route, headers)) wrong.push(`${route.path} ${JSON.stringify(headers)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes the secret of a link in the address as well, for what it opens alone', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ access }) => access !== 'anyone')) {
      for (const [asker, token] of Object.entries(TOKENS)) {
        const through = await letsThrough(route, {}, `?token=${token}`);
        if (through !== may(route, asker as AskerName)) wrong.push(`${asker} ${route.path}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('refuses a person’s changes that another site’s page sends, and forms of no page of ours', async () => {
    const admin = await headersOf('admin');
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: site.address, 'sec-fetch-site': 'cross-site' },
    ];
    // No cookie opens what a partner's key opens.
    const changing = routes.filter(({ method, access }) => method !== 'GET' && access !== 'widget');
    const wrong: string[] = [];
    for (const headers of elsewhere) {
      for (const route of changing.filter(({ access }) => access !== 'anyone')) {
        const path = route.path.replace(/\{\w+\}|:\w+/g, CHALLENGE.id);
        const answer = await fetch(site.address + path, {
          method: route.method,
          redirect: 'manual',
          headers: { accept: 'application/json', ...admin, ...headers },
        });
        if (answer.status !== 403) wrong.push(`${answer.status} ${route.method} ${path}`);
      }
      for (const path of [
        '/v1/auth/sign-in',
        '/v1/auth/sign-out',
        '/console/sign-in',
        '/console/first-admin',
      ]) {
        const body = JSON.stringify({ email: 'ada@secretariat.test', password: PASSWORD });
        const type = { 'content-type': 'application/json', accept: 'application/json' };
        const answer = await fetch(site.address + path, {
          method: 'POST',
          headers: { ...type, ...headers },
          body,
        });
        if (answer.status !== 403) wrong.push(`${answer.status} ${path}`);
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
    }
    expect(wrong).toEqual([]);
    expect(await people.isSignedIn(signedIn.get('admin'))).toBe(true);
  });

  it('lets no other origin read what a cookie opens', async () => {
    const admin = await headersOf('admin');
    for (const route of routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/v1'))) {
      const path = route.path.replace(/\{\w+\}/g, CHALLENGE.id);
      const stop = new AbortController();
      const answer = await fetch(site.address + path, {
        headers: { ...admin, origin: 'https://evil.example' },
        signal: stop.signal,
      });
      expect(answer.headers.get('access-control-allow-credentials'), path).toBeNull();
      // To the pages of a partner alone, and not to all of them by a cookie.
      expect(answer.headers.get('access-control-allow-origin'), path).toBe(
        route.access === 'widget' ? null : '*',
      );
      if (route.access !== 'anyone') {
        expect(answer.headers.get('cache-control'), path).not.toMatch(/public|max-age=[1-9]/);
      }
      stop.abort();
    }
    const page = await fetch(`${site.address}/console/people`, {
      headers: { ...admin, origin: 'https://evil.example' },
    });
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(`${site.address}/v1/people/x`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
    });
    expect(preflight.headers.get('access-control-allow-methods')).not.toContain('PATCH');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
  });
});
