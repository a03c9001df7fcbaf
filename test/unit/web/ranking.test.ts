import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/languages.js';
import { type MatchWeights, WEIGHTS } from '../../../src/matching/weights.js';
import { MESSAGES } from '../../../src/web/messages/index.js';
import { startPages } from '../../helpers/web-fixture.js';

let weights: MatchWeights = WEIGHTS;
let site: Awaited<ReturnType<typeof startPages>>;
beforeAll(async () => {
  site = await startPages({ weights: () => weights });
});
afterAll(() => site?.stop());

const get = async (path: string, language = 'en') => {
  const response = await fetch(site.address + path, { headers: { 'accept-language': language } });
  expect(response.status).toBe(200);
  return response.text();
};
/** The rows of the table: what counts, how far its bar goes (0 to 100), and in what word. */
const rowsOf = (html: string) =>
  [
    ...html.matchAll(
      /<th scope="row"><strong>([^<]+)<\/strong>.*?class="bar-value" width="(\d+)".*?<\/svg>([^<]+)</g,
    ),
  ].map(([, name, width, word]) => ({ name, width: Number(width), word }));

describe('the page on what answers are ranked by', () => {
  it('names all that is weighed, what counts most first, from the weights in use', async () => {
    const rows = rowsOf(await get('/ranking'));
    expect(rows).toHaveLength(7 + Object.keys(WEIGHTS.context).length);
    expect(rows.map(({ width }) => width)).toEqual(rows.map(({ width }) => width).sort((a, b) => b - a));
    expect(rows[0]).toEqual({ name: 'Meaning', width: 100, word: 'counts most' });
    expect(rows.find(({ name }) => name === 'Words')?.width).toBe(
      Math.round((100 * (1 - WEIGHTS.semantic)) / WEIGHTS.semantic),
    );
  });

  it('changes when they do', async () => {
    weights = {
      ...WEIGHTS,
      semantic: 0,
      context: { ...WEIGHTS.context, climate: 16 },
      fairness: { ...WEIGHTS.fairness, perProvider: 7 },
    };
    const html = await get('/ranking');
    weights = WEIGHTS;
    const rows = rowsOf(html);
    expect(rows[0]).toEqual({ name: 'Climate', width: 100, word: 'counts most' });
    expect(rows[1]).toEqual({ name: 'Words', width: 25, word: 'counts a little' });
    expect(rows.at(-1)).toEqual({ name: 'Meaning', width: 0, word: 'does not count now' });
    expect(html).toContain('at most 7 stand among the first ten');
  });

  it.each(LANGUAGES)('is there in %s, and linked from every page and from each answer', async (language) => {
    const m = MESSAGES[language];
    expect(await get('/ranking', language)).toContain(`<h1>${m.ranking.title}</h1>`);
    for (const path of ['/', '/search', '/about', '/ranking', '/challenges/new']) {
      const response = await fetch(site.address + path, {
        headers: { 'accept-language': language, accept: 'text/html' },
      });
      expect(await response.text()).toContain(`<a href="/ranking">${m.footer.ranking}</a>`);
    }
    expect(await get('/?statement=Our+old+town+floods', language)).toContain(
      `<a href="/ranking">${m.answer.ranked}</a>`,
    );
  });
});
