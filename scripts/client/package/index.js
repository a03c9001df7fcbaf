import createClient from 'openapi-fetch';

/** See index.d.ts. */
export function createCityMatch({ url, language, token, ...options }) {
  return createClient({
    ...options,
    baseUrl: String(url).replace(/\/+$/, ''),
    headers: {
      ...(language !== undefined && { 'Accept-Language': language }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
  });
}

export class CityMatchError extends Error {
  constructor(problem, retryAfterSeconds) {
    super(`${problem.title}: ${problem.detail}`);
    this.name = 'CityMatchError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export async function answered(asking) {
  const { data, error, response } = await asking;
  if (response.ok) return data;
  const wait = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  throw new CityMatchError(
    isProblem(error) ? error : foreign(error, response),
    Number.isNaN(wait) ? undefined : wait,
  );
}

function isProblem(error) {
  return typeof error === 'object' && error !== null && 'type' in error && 'detail' in error;
}

/** What stands between us and the server may answer in its own words. */
function foreign(error, response) {
  return {
    type: 'about:blank',
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    detail: typeof error === 'string' && error !== '' ? error.slice(0, 500) : 'No more was said',
    requestId: response.headers.get('x-request-id') ?? '',
  };
}
