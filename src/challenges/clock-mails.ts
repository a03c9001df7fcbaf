import { composeMail, type MailContent } from '../mail/compose.js';
import type { Due } from './clock.js';

const CLOSING = ['CityMatch', 'You get this mail because you answer the challenges of cities.'];
const moments = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
/** In UTC, and it says so: the secretariat may sit in several time zones. */
const moment = (at: Date) => `${moments.format(at)} UTC`;

/** To staff: the answer or publication of a challenge is due soon, or late. */
export function promiseDueMail(about: {
  name: string;
  title: string;
  city: string;
  due: Due;
  href: string;
}): MailContent {
  const { name, title, city, due, href } = about;
  const thing = due.what === 'answer' ? 'A first answer' : 'The published answer';
  return dueMail({ name, title, city, thing, late: due.state === 'late', at: due.at, href });
}

/** To staff: an introduction that a city asked for is due soon, or late. */
export function introductionDueMail(about: {
  name: string;
  title: string;
  city: string;
  late: boolean;
  at: Date;
  href: string;
}): MailContent {
  return dueMail({ ...about, thing: 'The introduction it asked for' });
}

function dueMail(about: {
  name: string;
  title: string;
  city: string;
  thing: string;
  late: boolean;
  at: Date;
  href: string;
}): MailContent {
  const { name, title, city, thing, late, at, href } = about;
  const when = late ? `was promised by ${moment(at)} and is late` : `is promised by ${moment(at)}`;
  return composeMail({
    subject: `${late ? 'Late' : 'Due soon'}: ${title}`,
    greeting: `Dear ${name},`,
    blocks: [
      { kind: 'text', text: `${city} waits for the secretariat. ${thing} ${when}.` },
      { kind: 'quote', text: title },
      { kind: 'action', label: 'Open it in the console', href },
    ],
    closing: CLOSING,
  });
}
