import { composeMail, type MailContent } from '../mail/compose.js';

const CLOSING = ['CityMatch, for the secretariat', 'You get this mail because you submitted a challenge.'];

/** The challenge was taken in. */
export function receivedMail(about: {
  name: string;
  title: string;
  due: Date;
  trackingUrl: string;
}): MailContent {
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(about.due);
  return composeMail({
    subject: `We have your challenge: ${about.title}`,
    greeting: `Dear ${about.name},`,
    blocks: [
      { kind: 'text', text: 'Thank you. Your challenge has reached the secretariat:' },
      { kind: 'quote', text: about.title },
      {
        kind: 'text',
        text: `The catalogue is searched for answers now; then a person reads the challenge and what was found. You hear from us by ${day}.`,
      },
      { kind: 'action', label: 'See where it stands', href: about.trackingUrl },
      {
        kind: 'text',
        text: 'Keep this link: whoever has it can open your challenge, and there is no other way in.',
      },
    ],
    closing: CLOSING,
  });
}

/** The answer is there, or was declined, or somebody wrote. `lead` says which. */
export function newsMail(about: { name: string; title: string; lead: string; text: string }): MailContent {
  return composeMail({
    subject: `${about.lead}: ${about.title}`,
    greeting: `Dear ${about.name},`,
    blocks: [
      { kind: 'text', text: `${about.lead}.` },
      ...(about.text === '' ? [] : [{ kind: 'quote' as const, text: about.text }]),
      {
        kind: 'text',
        text: 'Open it by the link in our first mail to you; it carries the secret that only you have.',
      },
    ],
    closing: CLOSING,
  });
}
