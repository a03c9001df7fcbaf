import { matchResponse, matchResult, startPages } from './web-fixture.js';

export function startSite() {
  return startPages({
    match: ({ statement }) =>
      Promise.resolve(
        statement.includes('fireworks')
          ? matchResponse({ confident: false, results: [matchResult({ band: 'low' })] })
          : matchResponse({
              results: [
                matchResult(),
                matchResult({
                  id: 'pr-de-urbanisten',
                  kind: 'provider',
                  title: 'De Urbanisten',
                  band: 'medium',
                }),
                matchResult({ id: 'cs-x', band: 'low', country: 'DE' }),
              ],
            }),
      ),
  });
}
