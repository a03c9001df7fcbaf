import { asLanguage } from '../languages.js';
import { composeMail, type MailContent } from '../mail/compose.js';
import { CITY_MAILS, type News } from './mail-words.js';

export type { News } from './mail-words.js';

/** What every mail to a city tells of. `language` is that of the challenge (BCP 47), English where we have no other. */
interface About {
  name: string;
  title: string;
  language: string;
}

const wordsFor = ({ language }: About) => {
  const spoken = asLanguage(language) ?? 'en';
  return { language: spoken, words: CITY_MAILS[spoken] };
};

/** The challenge was taken in. */
export function receivedMail(about: About & { due: Date; trackingUrl: string }): MailContent {
  const { language, words } = wordsFor(about);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(about.due);
  return composeMail({
    language,
    subject: words.received(about.title),
    greeting: words.greeting(about.name),
    blocks: [
      { kind: 'text', text: words.arrived },
      { kind: 'quote', text: about.title },
      { kind: 'text', text: words.next(day) },
      { kind: 'action', label: words.open, href: about.trackingUrl },
      { kind: 'text', text: words.keep },
    ],
    closing: words.closing,
  });
}

/** The answer is there, or was declined, or somebody wrote. */
export function newsMail(about: About & { what: News; text: string }): MailContent {
  const { language, words } = wordsFor(about);
  const lead = words.news[about.what];
  return composeMail({
    language,
    subject: `${lead}${words.colon} ${about.title}`,
    greeting: words.greeting(about.name),
    blocks: [
      { kind: 'text', text: `${lead}.` },
      ...(about.text === '' ? [] : [{ kind: 'quote' as const, text: about.text }]),
      { kind: 'text', text: words.byLink },
    ],
    closing: words.closing,
  });
}
