/**
 * What a city's own portal does with CityMatch: it searches, matches a challenge, submits it, and asks how it stands.
 *
 *     npx tsx example.ts https://match.example.org
 */
import { answered, CityMatchError, createCityMatch, type Schemas } from 'citymatch-client';

const url = process.argv[2] ?? 'http://127.0.0.1:3000';
const citymatch = createCityMatch({ url, language: 'en' });

const found = await answered(
  citymatch.GET('/v1/search', {
    params: { query: { q: 'flood', kind: ['case-study'], sdg: ['11', '13'], limit: 3 } },
  }),
);
console.log(
  `${found.total} case studies on floods, such as ${found.hits.map(({ title }) => title).join('; ')}`,
);

const statement = 'Our old town floods after every heavy rain and the drains cannot be enlarged.';
const city = { name: 'Aveiro', country: 'PT', population: 80_000 } as const;
const answer = await answered(citymatch.POST('/v1/match', { body: { statement, city, limit: 3 } }));
console.log(answer.confident ? 'These fit:' : 'Nothing in the catalogue fits; the nearest are:');
for (const match of answer.results) console.log(`- ${match.title} (${match.band})${reasonsOf(match)}`);

const submitted = await answered(
  citymatch.POST('/v1/challenges', {
    // Sent again with the same key and text, it is the same challenge.
    headers: { 'Idempotency-Key': 'portal-request-0001' },
    body: {
      ...{ title: 'Floods in the old town', statement, city },
      contact: { name: 'Ana Silva', email: 'ana.silva@aveiro.example' },
      consents: { processing: true },
    },
  }),
);
// The token in the tracking address is the only secret that opens the challenge: keep it as you keep passwords.
const token = new URL(submitted.trackingUrl).searchParams.get('token') ?? '';
const mine = createCityMatch({ url, token });
const challenge = await answered(mine.GET('/v1/challenges/{id}', { params: { path: { id: submitted.id } } }));
console.log(
  `${challenge.title}: ${challenge.status}, answered by ${challenge.answerDueAt.slice(0, 10)} at the latest`,
);

try {
  await answered(citymatch.POST('/v1/match', { body: { statement: '?', city: { population: -1 } } }));
} catch (error) {
  if (!(error instanceof CityMatchError)) throw error;
  const { status, title, errors = [] } = error.problem;
  console.log(`${status} ${title}`);
  for (const { path, message } of errors) console.log(`- ${path} ${message}`);
  // A busy or starting server says when to come back.
  if (error.retryAfterSeconds !== undefined) console.log(`Try again in ${error.retryAfterSeconds} s`);
}

function reasonsOf({ reasons }: Schemas['MatchResult']): string {
  return reasons.map(({ stance, text }) => `\n    ${stance === 'for' ? 'why' : 'check'}: ${text}`).join('');
}
