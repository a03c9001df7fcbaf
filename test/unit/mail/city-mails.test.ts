import { describe, expect, it } from 'vitest';
import { newsMail, receivedMail } from '../../../src/challenges/mails.js';
import {
  cityQuestionMail,
  introducedToCityMail,
  notIntroducedMail,
} from '../../../src/introductions/city-mails.js';

const about = (language: string) => ({ name: 'Ana Torres', title: 'El centro se inunda', language });
const introduction = (language: string) => ({
  ...about(language),
  city: 'Cusco',
  country: 'PE',
  entryTitle: 'De Urbanisten',
  link: 'https://match.example.org/introductions/in-1?token=secret',
});

/** Every mail that a city can get, in a language. */
const mailsIn = (language: string) => ({
  received: receivedMail({
    ...about(language),
    due: new Date('2026-03-05T12:00:00Z'),
    trackingUrl: 'https://match.example.org/challenges/ch-1?token=secret',
  }),
  published: newsMail({ ...about(language), what: 'published', text: '' }),
  declined: newsMail({ ...about(language), what: 'declined', text: 'Our note.' }),
  introduced: introducedToCityMail({
    ...introduction(language),
    provider: { name: 'Bo Li', email: 'bo@urbanisten.test' },
  }),
  expired: notIntroducedMail({ ...introduction(language), as: 'expired', note: '' }),
  asked: cityQuestionMail({ ...introduction(language), day: 90, again: true }),
});

describe('mails to a city', () => {
  it.each([
    ['es', 'es', 'Hola, Ana Torres:', '5 de marzo de 2026', 'Hemos recibido su desafío: El centro se inunda'],
    ['fr-CA', 'fr', 'Bonjour Ana Torres,', '5 mars 2026', 'Nous avons reçu votre défi : El centro se inunda'],
    ['pt-BR', 'pt', 'Olá, Ana Torres,', '5 de março de 2026', 'Recebemos seu desafio: El centro se inunda'],
    ['de', 'en', 'Dear Ana Torres,', 'March 5, 2026', 'We have your challenge: El centro se inunda'],
  ])('are for a challenge in "%s" in "%s"', (language, spoken, greeting, day, subject) => {
    const mails = mailsIn(language);
    expect(mails.received.subject).toBe(subject);
    expect(mails.received.text.replaceAll('\n', ' ')).toContain(day);
    for (const { text, html } of Object.values(mails)) {
      expect(text.startsWith(greeting)).toBe(true);
      expect(html).toContain(`<html lang="${spoken}">`);
      expect(/une machine|una máquina|uma máquina/.test(text.replaceAll('\n', ' '))).toBe(spoken !== 'en');
    }
  });

  it('carry their link, their names and what staff wrote whatever the language', () => {
    for (const language of ['en', 'es', 'fr', 'pt']) {
      const mails = mailsIn(language);
      expect(mails.received.text).toContain('https://match.example.org/challenges/ch-1?token=secret');
      expect(mails.declined.text).toContain('> Our note.');
      expect(mails.introduced.text).toContain('bo@urbanisten.test');
      for (const mail of [mails.introduced, mails.expired, mails.asked]) {
        expect(mail.text).toContain('token=secret');
        expect(mail.text).toContain('De Urbanisten');
      }
      expect(mails.asked.text).toContain('90');
    }
  });

  it('are in no two languages the same', () => {
    const texts = ['en', 'es', 'fr', 'pt'].flatMap((language) =>
      Object.entries(mailsIn(language)).map(([name, { text }]) => `${name} ${text}`),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });
});
