import { asLanguage } from '../languages.js';
import { composeMail, type MailContent } from '../mail/compose.js';
import { CITY_MAILS } from './city-mail-words.js';
import type { About, Contact } from './mails.js';
import { QUESTION_DAYS } from './schedule.js';

/** Mails to the city are in the language of its challenge, English where we have no other. */
function wordsFor({ language }: About) {
  const spoken = asLanguage(language) ?? 'en';
  return { language: spoken, words: CITY_MAILS[spoken] };
}

/** To the city: here is the other side. */
export function introducedToCityMail(about: About & { provider: Contact }): MailContent {
  const { name, entryTitle, title, provider, link } = about;
  const { language, words } = wordsFor(about);
  const days = new Intl.ListFormat(language === 'en' ? 'en-GB' : language).format(QUESTION_DAYS.map(String));
  return composeMail({
    language,
    subject: words.introduced(provider.name, entryTitle),
    greeting: words.greeting(name),
    blocks: [
      { kind: 'text', text: words.knows(provider.name, entryTitle) },
      { kind: 'text', text: words.writeTo(`${provider.name}, ${provider.email}`) },
      ...(title === undefined ? [] : [{ kind: 'quote' as const, text: title }]),
      { kind: 'text', text: words.firstStep(days) },
      { kind: 'action', label: words.tell, href: link },
    ],
    closing: words.closing,
  });
}

/** To the city: it did not come about. */
export function notIntroducedMail(about: About & { as: 'declined' | 'expired'; note: string }): MailContent {
  const { name, entryTitle, note, as, link } = about;
  const { language, words } = wordsFor(about);
  return composeMail({
    language,
    subject: words.none(entryTitle),
    greeting: words.greeting(name),
    blocks: [
      { kind: 'text', text: words.why[as](entryTitle) },
      ...(note === '' ? [] : [{ kind: 'quote' as const, text: note }]),
      { kind: 'text', text: words.notPassedOn },
      { kind: 'action', label: words.open, href: link },
    ],
    closing: words.closing,
  });
}

/** To the city: what came of it? */
export function cityQuestionMail(about: About & { day: number; again: boolean }): MailContent {
  const { name, entryTitle, day, again, link } = about;
  const { language, words } = wordsFor(about);
  return composeMail({
    language,
    subject: again ? words.askAgain(entryTitle) : words.ask(entryTitle),
    greeting: words.greeting(name),
    blocks: [
      { kind: 'text', text: words.howFar(day, entryTitle) },
      { kind: 'action', label: words.oneStep, href: link },
    ],
    closing: words.closing,
  });
}
