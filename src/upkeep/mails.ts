import { composeMail, type MailContent } from '../mail/compose.js';

const days = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** To the contact of an entry: is it still right? */
export function stillRightMail(about: {
  name: string;
  title: string;
  /** When it was last checked or changed. */
  since: Date;
  /** Until when the link can be answered. */
  until: Date;
  entryUrl: string;
  href: string;
}): MailContent {
  const { name, title, since, until, entryUrl, href } = about;
  return composeMail({
    subject: `Is this still right? ${title}`,
    greeting: `Dear ${name},`,
    blocks: [
      {
        kind: 'text',
        text: `Cities find this entry in our catalogue when they look for answers to their challenges. It was last checked or changed on ${days.format(since)}.`,
      },
      { kind: 'list', items: [{ title, href: entryUrl }] },
      {
        kind: 'text',
        text: 'Please read it and tell us whether it is still right, or what has changed. It takes a minute and needs no account.',
      },
      { kind: 'action', label: 'Read it and answer', href },
      {
        kind: 'text',
        text: `The link works until ${days.format(until)}. Whoever has it can answer for you, so please do not pass it on.`,
      },
    ],
    closing: [
      'CityMatch, for the secretariat',
      'You get this mail because you are named as the contact for this entry. Reply to it if that is wrong.',
    ],
  });
}
