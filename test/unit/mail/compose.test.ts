import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeMail } from '../../../src/mail/compose.js';
import type { MailParts } from '../../../src/mail/parts.js';

const href = 'https://match.example.org/challenges/ch-1?token=abc&from=mail';
const parts = (changes: Partial<MailParts> = {}): MailParts => ({
  subject: 'Your answer is there',
  greeting: 'Dear Ana Torres,',
  blocks: [
    { kind: 'text', text: 'The secretariat has an answer to your challenge.' },
    {
      kind: 'quote',
      text: 'Our old town floods after every heavy rain and the sewers cannot take more water.',
    },
    {
      kind: 'list',
      items: [{ title: 'Water squares', text: 'Rotterdam', href: 'https://example.org/a?b=1&c=2' }],
    },
    { kind: 'action', label: 'See your answer', href },
  ],
  closing: ['CityMatch, for the secretariat', 'You get this mail because you submitted a challenge.'],
  ...changes,
});
/** Text as it reads in the HTML. */
const read = (html: string) =>
  html
    .replace(/<(style|title)>.*?<\/\1>/gs, '')
    .replace(/<a [^>]*href="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
const words = (text: string) => text.split(/(?:[\s>*:]|-{2,})+(?=\s|$)|\s+/).filter((word) => word !== '');

describe('a mail', () => {
  it('says the same as text and as HTML', () => {
    const { text, html } = composeMail(parts());
    const shown = read(html);
    for (const word of words(text)) expect(shown).toContain(word);
    for (const word of words(shown).filter((one) => one !== 'CityMatch')) expect(text).toContain(word);
  });

  it('is plain text in lines of 76 signs at most, with addresses whole on lines of their own', () => {
    const long = `${href}&more=${'x'.repeat(200)}`;
    const { text } = composeMail(
      parts({
        blocks: [
          { kind: 'text', text: 'word '.repeat(60) },
          { kind: 'quote', text: `${'said '.repeat(40)}\n\nSecond paragraph` },
          { kind: 'action', label: 'Open it', href: long },
        ],
      }),
    );
    const lines = text.split('\n');
    expect(lines).toContain(long);
    expect(Math.max(...lines.filter((line) => line !== long).map((line) => line.length))).toBeLessThanOrEqual(
      76,
    );
    expect(lines.filter((line) => line.startsWith('> said')).length).toBeGreaterThan(2);
    expect(text).toContain('>\n> Second paragraph');
  });

  it('shows markup as it was typed, in every place', () => {
    const evil = `<img src=x onerror="alert(1)">'"&\`</style><script>`;
    const { html, text } = composeMail({
      subject: evil,
      greeting: evil,
      blocks: [
        { kind: 'text', text: evil },
        { kind: 'quote', text: evil },
        { kind: 'list', items: [{ title: evil, text: evil, href: `https://x.test/"onclick="a` }] },
        { kind: 'action', label: evil, href: 'https://x.test/?a="><script>' },
      ],
      closing: [evil, evil],
      language: '"><script>',
    });
    expect(html).not.toMatch(/<script|<img|onerror="|onclick="/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(text).toContain(evil);
  });

  it('leads to web addresses only', () => {
    const bad = 'javascript:alert(1)';
    const action = parts({ blocks: [{ kind: 'action', label: 'x', href: bad }] });
    expect(() => composeMail(action)).toThrow(TypeError);
    const list = parts({ blocks: [{ kind: 'list', items: [{ title: 'Case', href: bad }] }] });
    const { html, text } = composeMail(list);
    expect(html + text).not.toContain('javascript:');
    expect(html).toContain('Case');
  });

  it('keeps the address of its button as it was given, letter for letter', () => {
    const { html, text } = composeMail(parts());
    expect(text).toContain(`See your answer:\n${href}`);
    expect(html).toContain(`href="${href.replace('&', '&#38;')}"`);
  });

  it('has a subject of one line and 150 signs at most, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (subject) => {
        const made = composeMail(parts({ subject })).subject;
        expect(made).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect([...new Intl.Segmenter().segment(made)].length).toBeLessThanOrEqual(150);
      }),
    );
    expect(composeMail(parts({ subject: 'a\r\nBcc: b@c.test\0d' })).subject).toBe('a Bcc: b@c.test d');
  });

  it('fetches nothing and says its language', () => {
    const { html } = composeMail(parts({ language: 'es' }));
    expect(html).toContain('<html lang="es">');
    expect(html).not.toMatch(/<(img|link|script|iframe)|url\(|@import/i);
  });
});
