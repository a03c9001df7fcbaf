import { composeMail, type MailContent } from '../mail/compose.js';
import { DAY_MS, PAUSE_AFTER_MS } from './schedule.js';

const CLOSING = ['CityMatch', 'You get this mail because you are an administrator.'];
const WHY = {
  gone: 'Its address answered that it is gone for good (HTTP 410).',
  failing: `For ${PAUSE_AFTER_MS / DAY_MS} days every attempt to reach it failed.`,
};

/** To an admin: a webhook was paused. */
export function pausedMail(about: {
  name: string;
  webhook: string;
  url: string;
  reason: 'gone' | 'failing';
  href: string;
}): MailContent {
  const { name, webhook, url, reason, href } = about;
  return composeMail({
    subject: `Webhook paused: ${webhook}`,
    greeting: `Dear ${name},`,
    blocks: [
      // An address may hold a secret: the host is enough.
      { kind: 'text', text: `The webhook "${webhook}" to ${new URL(url).host} is paused. ${WHY[reason]}` },
      {
        kind: 'text',
        text: 'What waits for it is kept for 30 days and goes out once it is resumed. What happens while it is paused is not told.',
      },
      { kind: 'action', label: 'Open it in the console', href },
    ],
    closing: CLOSING,
  });
}
