import { newSecret } from '../ids.js';
import { composeMail } from '../mail/compose.js';
import type { QueuedMail } from '../mail/queue.js';

interface Receiver {
  name: string;
  email: string;
}

/** Mails of these templates hold a secret that signs in: nobody but the receiver may read them. */
const key = (template: string) => `${template}:${newSecret()}`;

function mail(
  template: string,
  to: Receiver,
  parts: Omit<Parameters<typeof composeMail>[0], 'greeting'>,
): QueuedMail {
  return {
    key: key(template),
    template,
    to: { name: to.name, address: to.email },
    ...composeMail({ greeting: `Dear ${to.name},`, ...parts }),
  };
}

/** Signs in, once, within ten minutes. */
export function signInLinkMail(to: Receiver, href: string): QueuedMail {
  return mail('account-sign-in-link', to, {
    subject: 'Sign in to CityMatch',
    blocks: [
      { kind: 'text', text: 'You asked for a link to sign in. It works once, within 10 minutes.' },
      { kind: 'action', label: 'Sign in', href },
      {
        kind: 'text',
        text: 'If you did not ask for it, do nothing: nobody can sign in without this mail.',
      },
    ],
    closing: ['CityMatch', 'This mail was sent because someone asked for a sign-in link for your address.'],
  });
}

/** Sets the first password of someone who was invited. */
export function invitationMail(to: Receiver, href: string, by: string): QueuedMail {
  return mail('account-invitation', to, {
    subject: 'Your CityMatch account',
    blocks: [
      {
        kind: 'text',
        text: `${by} has made an account for you on CityMatch, where the secretariat reviews the challenges of cities. Choose a password to begin. The link works once, within 7 days.`,
      },
      { kind: 'action', label: 'Choose a password', href },
    ],
    closing: ['CityMatch', 'This mail was sent because an administrator invited your address.'],
  });
}

/** Sets a new password. */
export function passwordLinkMail(to: Receiver, href: string): QueuedMail {
  return mail('account-password-link', to, {
    subject: 'Set a new CityMatch password',
    blocks: [
      {
        kind: 'text',
        text: 'You asked to set a new password. The link works once, within an hour, and signs you out everywhere.',
      },
      { kind: 'action', label: 'Set a new password', href },
      { kind: 'text', text: 'If you did not ask for it, do nothing: your password stays as it is.' },
    ],
    closing: ['CityMatch', 'This mail was sent because someone asked for a new password for your address.'],
  });
}
