import { composeMail, type MailContent } from '../mail/compose.js';
import { countryName } from '../taxonomy/index.js';
import { INVITE_EXPIRES_DAYS, INVITE_REMINDER_DAYS, QUESTION_DAYS } from './schedule.js';

/** What every mail about an introduction tells of. */
export interface About {
  /** Whom it is written to. */
  name: string;
  city: string;
  country: string;
  entryTitle: string;
  /** Title of the challenge: for the city, and for the other side where it may read it. */
  title: string | undefined;
  /** Opens the introduction. */
  link: string;
  /** BCP 47 language of the challenge. */
  language: string;
}

const TO_PROVIDER = (entryTitle: string) => [
  'CityMatch, for the secretariat',
  `You get this mail because ${entryTitle} is in the catalogue, and a city asked for you.`,
];
const TO_STAFF = ['CityMatch', 'You get this mail because you answer the challenges of cities.'];

const placeOf = ({ city, country }: About) => `${city}, ${countryName(country)}`;
/** "30, 90, 180 and 365" */
const QUESTIONS = new Intl.ListFormat('en-GB').format(QUESTION_DAYS.map(String));
const dear = (name: string) => `Dear ${name},`;

/** To the other side: a city asks for it. */
export function invitationMail(
  about: About & { message: string; statement: string | undefined; again: boolean },
): MailContent {
  const { name, city, entryTitle, title, statement, message, link, again } = about;
  const said = [title, statement].filter((text) => text !== undefined && text !== '').join('\n\n');
  return composeMail({
    subject: again
      ? `Reminder: ${city} asks to be introduced to you`
      : `${city} asks to be introduced to you`,
    greeting: dear(name),
    blocks: [
      {
        kind: 'text',
        text: `The city of ${placeOf(about)} looks for help. Our secretariat found that ${entryTitle} fits, and the city asks to be introduced to you.`,
      },
      ...(said === '' ? [] : [{ kind: 'quote' as const, text: said }]),
      ...(message === ''
        ? []
        : [
            { kind: 'text' as const, text: 'The city writes:' },
            { kind: 'quote' as const, text: message },
          ]),
      { kind: 'action', label: 'Say yes or no', href: link },
      {
        kind: 'text',
        text: 'If you say yes, the city gets your name and mail address, and you get those of its contact. If you say no, the city is told only that it did not come about.',
      },
      {
        kind: 'text',
        text: `Without an answer we ask again after ${INVITE_REMINDER_DAYS.join(' and ')} days; after ${INVITE_EXPIRES_DAYS} days the request ends.`,
      },
    ],
    closing: TO_PROVIDER(entryTitle),
  });
}

/** A person to write to. */
export interface Contact {
  name: string;
  email: string;
}

/** To the other side: here is the city. */
export function introducedToProviderMail(about: About & { contact: Contact; message: string }): MailContent {
  const { name, city, entryTitle, title, message, contact, link } = about;
  const said = [title, message].filter((text) => text !== undefined && text !== '').join('\n\n');
  return composeMail({
    subject: `You are introduced: ${contact.name}, ${city}`,
    greeting: dear(name),
    blocks: [
      {
        kind: 'text',
        text: `${contact.name} speaks for the city of ${placeOf(about)} and has your name and mail address now. You should hear from the city; you may also write first.`,
      },
      { kind: 'text', text: `Write to: ${contact.name}, ${contact.email}` },
      ...(said === '' ? [] : [{ kind: 'quote' as const, text: said }]),
      {
        kind: 'text',
        text: `Use the address for this only. We ask you after ${QUESTIONS} days what came of it.`,
      },
      { kind: 'action', label: 'Tell us what came of it', href: link },
    ],
    closing: TO_PROVIDER(entryTitle),
  });
}

/** To the other side: what came of it? */
export function questionMail(about: About & { day: number; again: boolean }): MailContent {
  const { name, city, entryTitle, day, again, link } = about;
  return composeMail({
    subject: `${again ? 'Once more: what' : 'What'} came of it? ${city}`,
    greeting: dear(name),
    blocks: [
      {
        kind: 'text',
        text: `${day} days ago we introduced you to the city of ${placeOf(about)}. How far has it come? One click is enough, and "nothing" is an answer that helps the next city.`,
      },
      { kind: 'action', label: 'Tell us in one step', href: link },
    ],
    closing: TO_PROVIDER(entryTitle),
  });
}

/** To staff: something waits for them, or came to an end. */
export function staffMail(about: {
  name: string;
  what: 'requested' | 'declined' | 'expired';
  city: string;
  title: string;
  entryTitle: string;
  href: string;
}): MailContent {
  const { name, what, city, title, entryTitle, href } = about;
  const said = {
    requested: `${city} asks to be introduced to ${entryTitle}. Say whom to write to.`,
    declined: `${entryTitle} does not want to be introduced to ${city}. The city was told.`,
    expired: `${entryTitle} did not answer. The request of ${city} has ended, and the city was told.`,
  }[what];
  const lead = { requested: 'Introduction asked for', declined: 'Declined', expired: 'No answer' }[what];
  return composeMail({
    subject: `${lead}: ${entryTitle}`,
    greeting: dear(name),
    blocks: [
      { kind: 'text', text: said },
      { kind: 'quote', text: title },
      { kind: 'action', label: 'Open it in the console', href },
    ],
    closing: TO_STAFF,
  });
}
