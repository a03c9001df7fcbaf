import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchResponse, startPages } from '../../helpers/web-fixture.js';

const CORRECTED = [
  { from: 'dranaige', to: 'drainage' },
  { from: 'sewwers', to: 'sewers' },
];
const ask = (statement: string) => `/?statement=${encodeURIComponent(statement)}`;

describe('an answer to a mistyped statement', () => {
  let pages: Awaited<ReturnType<typeof startPages>>;
  beforeAll(async () => {
    pages = await startPages({
      match: ({ statement }) => {
        const mistyped = statement.includes('dranaige');
        const results = statement.includes('nothing') ? { confident: false, results: [] } : {};
        return Promise.resolve(matchResponse({ ...(mistyped && { corrected: CORRECTED }), ...results }));
      },
    });
  });
  afterAll(() => pages.stop());

  /** The page's words without its marks. */
  const told = async (statement: string, language = 'en') => {
    const response = await fetch(pages.address + ask(statement), {
      headers: { accept: 'text/html', 'accept-language': language },
    });
    return (await response.text()).replace(/<[^>]*>/g, '');
  };

  it.each([
    ['en', 'Read as: drainage (you wrote “dranaige”), sewers (you wrote “sewwers”)'],
    ['es', 'Leído como: drainage (usted escribió «dranaige»), sewers (usted escribió «sewwers»)'],
    ['fr', 'Lu comme\u00a0: drainage (vous avez écrit «\u00a0dranaige\u00a0»), sewers'],
    ['pt', 'Lido como: drainage (você escreveu “dranaige”), sewers (você escreveu “sewwers”)'],
  ])('says in %s how words were read', async (language, line) => {
    expect(await told('our dranaige and sewwers', language)).toContain(line);
  });

  it('says so where nothing fits as well', async () => {
    expect(await told('nothing but dranaige')).toContain('Read as: drainage (you wrote “dranaige”)');
  });

  it('says nothing of it where every word was read as it stands', async () => {
    expect(await told('our drainage')).not.toContain('Read as:');
  });
});
