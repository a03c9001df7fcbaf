import { type Exposure, placesOf } from '../fairness/contract.js';
import { type Call, call, NO_PARAMETERS } from '../http/api.js';
import { type Matcher, matchRequestSchema, matchResponseSchema } from './contract.js';

export interface MatchingRoutesDeps {
  matcher: Matcher;
  /** Counts what is shown; absent: nobody does. */
  exposure?: Exposure | undefined;
}

/** `POST /v1/match`. */
export function matchingCalls(deps: MatchingRoutesDeps): Call[] {
  return [
    call({
      method: 'post',
      access: 'anyone',
      path: '/v1/match',
      operationId: 'matchChallenge',
      tag: 'Matching',
      summary: 'Match a challenge',
      description:
        'Takes a challenge in the words of a city and answers with the case studies and providers that fit it, each with the reasons for it and what to check before copying it. `confident: false` says that nothing in the catalogue fits; `results` then holds at most the nearest few. Entries that fit alike take turns from day to day, and of one provider and its case studies three stand among the first ten where others fit about as well. The statement is neither stored nor logged.',
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: matchRequestSchema,
      example: {
        statement: 'Our old town floods after every heavy rain and the drains cannot be enlarged.',
        city: { country: 'PT', population: 40_000 },
        limit: 5,
      },
      worded: true,
      response: matchResponseSchema,
      responseDescription: 'The matches, best first',
      async handle({ body, language }, { actor }) {
        const answer = await deps.matcher.match(body, { language });
        // What the secretariat's people try is no answer to a city.
        if (body.draft !== true && actor.kind !== 'person') deps.exposure?.shown(placesOf(answer.results));
        return answer;
      },
    }),
  ];
}
