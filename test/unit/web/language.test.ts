import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../../src/web/deps.js';
import { caseStudy, matchResponse, matchResult, provider, startPages } from '../../helpers/web-fixture.js';

const asked = `/?statement=${encodeURIComponent('El casco antiguo se inunda')}`;
const READY: Status = { ready: true, doing: 'ready', parts: {} };

describe('the language of the pages', () => {
  let pages: Awaited<ReturnType<typeof startPages>>;
  let status = READY;
  let told: unknown;
  beforeAll(async () => {
    pages = await startPages({
      status: () => status,
      entries: [caseStudy, { ...provider, language: 'es' }],
      match: (_request, telling) => {
        told = telling;
        return Promise.resolve(matchResponse({ results: [matchResult({ language: 'en' })] }));
      },
    });
  });
  afterAll(() => pages.stop());

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(pages.address + path, {
      headers: { accept: 'text/html', ...headers },
      redirect: 'manual',
    });
    return { response, html: await response.text() };
  };
  const choose = (body: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${pages.address}/language`, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers,
      redirect: 'manual',
    });

  it.each([
    ['es-PE,es;q=0.9,en;q=0.5', 'es', '¿A qué se enfrenta su ciudad?'],
    ['fr', 'fr', 'À quoi votre ville est-elle confrontée\u00a0?'],
    ['de-DE, pt-BR;q=0.8, en;q=0.7', 'pt', 'O que a sua cidade enfrenta?'],
    ['sw, de;q=0.8', 'en', 'What is your city up against?'],
    ['*', 'en', 'What is your city up against?'],
    ['es;q=0, en;q=0.1', 'en', 'What is your city up against?'],
    ['%%%;;;q=x', 'en', 'What is your city up against?'],
  ])('answers Accept-Language "%s" in "%s"', async (accepted, language, heading) => {
    const { response, html } = await get('/', { 'accept-language': accepted });
    expect(html).toContain(`<html lang="${language}" dir="ltr">`);
    expect(html).toContain(`<h1>${heading}</h1>`);
    expect(response.headers.get('content-language')).toBe(language);
    expect(response.headers.get('vary')).toMatch(/Accept-Language.*Cookie/);
  });

  it('is the one that the reader chose, whatever the browser asks for', async () => {
    const { html } = await get('/about', { 'accept-language': 'fr', cookie: 'a=b; citymatch.language=pt' });
    expect(html).toContain('<html lang="pt"');
    const { html: unknown } = await get('/about', {
      'accept-language': 'fr',
      cookie: 'citymatch.language=xx',
    });
    expect(unknown).toContain('<html lang="fr"');
  });

  it('is chosen on every page, which then comes back with its query', async () => {
    const { html } = await get(asked);
    const back = /name="back" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(back).toBe(asked);
    const response = await choose({ to: 'es', back }, { origin: pages.address });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(asked);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toBe('citymatch.language=es; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly');
    const chosen = await get(asked, { cookie: cookie.split(';')[0] ?? '', 'accept-language': 'fr' });
    expect(chosen.html).toContain('<html lang="es"');
    expect(chosen.html).toMatch(/<button[^>]*lang="es"[^>]*aria-current="true"/);
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', ''])(
    'leads to no other site from "%s"',
    async (back) => {
      const response = await choose({ to: 'fr', back });
      expect(response.headers.get('location')).toBe('/');
    },
  );

  it('is not set for one that is not ours, nor by another site', async () => {
    expect((await choose({ to: 'xx', back: '/about' })).headers.get('set-cookie')).toBeNull();
    const foreign = await choose({ to: 'es', back: '/' }, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('set-cookie')).toBeNull();
  });

  it('is asked of the matcher, and marks what is written in another one', async () => {
    const { html } = await get(asked, { 'accept-language': 'es' });
    expect(told).toEqual({ language: 'es' });
    expect(html).toContain('Caso\u00a0· Rotterdam, Países Bajos\u00a0· 2013\u00a0· en inglés');
    expect(html).toMatch(/<a href="\/entries\/cs-rotterdam-water-square" dir="auto" lang="en">/);
    expect(html).toContain('Inundaciones y aguas pluviales');
    expect(html).toContain('está redactada por una máquina');
    const own = await get(`/entries/${provider.id}`, { 'accept-language': 'es' });
    expect(own.html).not.toContain('en español</p>');
    const other = await get(`/entries/${provider.id}`);
    expect(other.html).toContain('in Spanish');
    expect(other.html).not.toContain('machine');
  });

  it('names goals, pathways and sectors in it', async () => {
    const { html } = await get(`/entries/${caseStudy.id}`, { 'accept-language': 'fr' });
    for (const words of [
      '11. Villes et communautés durables',
      'Résilient',
      'Inondations et eaux pluviales',
    ]) {
      expect(html).toContain(words);
    }
  });

  it('is that of errors too, and of the start, step by step', async () => {
    expect((await get('/nowhere', { 'accept-language': 'es' })).html).toContain('Esta página no existe');
    status = { ready: false, doing: 'Filling the catalogue, indexing', parts: {} };
    const { html } = await get('/', { 'accept-language': 'pt' });
    status = READY;
    expect(html).toContain('Preenchendo o catálogo, indexing');
  });

  it('is English on the console, whoever asks', async () => {
    const { html } = await get('/console/nowhere', {
      'accept-language': 'fr',
      cookie: 'citymatch.language=es',
    });
    expect(html).toContain('<html lang="en"');
  });
});
