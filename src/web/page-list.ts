import { accountsPages } from './accounts/pages.js';
import { challengePages } from './challenges/pages.js';
import { disclosurePages } from './console/disclosure-pages.js';
import { exposurePages } from './console/exposure-page.js';
import { consolePages } from './console/pages.js';
import type { WebDeps } from './deps.js';
import { evaluationPages } from './evaluation/pages.js';
import { harvestPages } from './harvest/pages.js';
import { importPages } from './imports/pages.js';
import { introductionPages } from './introductions/pages.js';
import { chooseLanguage } from './language.js';
import { learningPages } from './learning/pages.js';
import { openDataPages } from './open-data/pages.js';
import type { PageRoute } from './page-route.js';
import { aboutPage, browsePage, entryPage, homePage, rankingPage } from './pages.js';
import { recordPages } from './records/pages.js';
import { upkeepPages } from './upkeep/pages.js';
import { webhookPages } from './webhooks/pages.js';

/** Every page. */
export function allPages(deps: WebDeps): PageRoute[] {
  return [
    { method: 'get', path: '/', access: 'anyone', page: (req, view) => homePage(deps, view, req) },
    {
      method: 'get',
      path: '/entries/:id',
      access: 'anyone',
      page: (req, view) => entryPage(deps, view, req),
    },
    { method: 'get', path: '/search', access: 'anyone', page: (req, view) => browsePage(deps, view, req) },
    {
      method: 'get',
      path: '/about',
      access: 'anyone',
      page: (_req, view) => aboutPage(view),
      whileStarting: true,
    },
    {
      method: 'get',
      path: '/ranking',
      access: 'anyone',
      page: (_req, view) => rankingPage(deps, view),
      whileStarting: true,
    },
    ...openDataPages(deps),
    {
      method: 'post',
      path: '/language',
      access: 'anyone',
      page: (req) => chooseLanguage(req),
      whileStarting: true,
    },
    ...accountsPages(deps),
    ...challengePages(deps),
    ...introductionPages(deps),
    ...importPages(deps),
    ...harvestPages(deps),
    ...evaluationPages(deps),
    ...exposurePages(deps),
    ...recordPages(deps),
    ...learningPages(deps),
    ...upkeepPages(deps),
    ...webhookPages(deps),
    ...consolePages(deps),
    ...disclosurePages(deps),
  ];
}
