import type { WebDeps } from '../deps.js';
import type { PageRoute } from '../page-route.js';
import { OpenDataPage } from './page.js';

/** The page about open data. */
export function openDataPages({ publication }: WebDeps): PageRoute[] {
  if (publication === undefined) return [];
  return [
    {
      method: 'get',
      path: '/open-data',
      access: 'anyone',
      page: (_req, view) => ({
        status: 200,
        content: <OpenDataPage view={view} publication={publication} />,
      }),
      whileStarting: true,
    },
  ];
}
