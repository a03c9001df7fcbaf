import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeMail } from '../../src/mail/compose.js';
import type { Mail, MailSender } from '../../src/mail/port.js';
import type { parseMail } from '../helpers/mail.js';

type Received = Awaited<ReturnType<typeof parseMail>>;

export interface MailSenderUnderTest {
  /** Mails come from cities@example.org. */
  sender: MailSender;
  /** What has come out so far, by id; a receiver keeps one of those that have the same id. */
  received(): Promise<Map<string, Received>>;
  close(): Promise<void>;
}

let count = 0;
function mail(changes: Partial<Mail> = {}): Mail {
  count += 1;
  return {
    id: `ml-test${count}`,
    to: { name: 'Ana Torres', address: 'ana@city.test' },
    ...composeMail({
      subject: 'Your answer is there',
      greeting: 'Dear Ana Torres,',
      blocks: [
        { kind: 'action', label: 'Open it', href: 'https://match.example.org/challenges/x?token=abc' },
      ],
      closing: ['CityMatch'],
    }),
    headers: {},
    createdAt: new Date('2026-03-01T10:00:00Z'),
    ...changes,
  };
}

/** What every sender of mails must do. */
export function describeMailSender(name: string, open: () => Promise<MailSenderUnderTest>): void {
  describe(`MailSender: ${name}`, () => {
    let under: MailSenderUnderTest;
    beforeAll(async () => {
      under = await open();
    });
    afterAll(() => under?.close());

    async function receivedAfter(sent: Mail): Promise<Received> {
      await under.sender.send(sent);
      const one = (await under.received()).get(sent.id);
      if (one === undefined) throw new Error('The mail did not come out');
      return one;
    }

    it('delivers text and HTML with a Message-ID made of the id of the mail', async () => {
      const sent = mail();
      const got = await receivedAfter(sent);
      expect(got.id).toBe(sent.id);
      expect(got.headers.get('message-id')).toBe(`<${sent.id}@example.org>`);
      expect(got).toMatchObject({ to: 'ana@city.test', subject: sent.subject });
      expect(got.text.trim()).toBe(sent.text.trim());
      expect(got.html.replaceAll('\r\n', '\n').trim()).toBe(sent.html.trim());
      expect(got.headers.get('from')).toContain('cities@example.org');
      expect(got.headers.get('auto-submitted')).toBe('auto-generated');
      expect(new Date(got.headers.get('date') ?? '')).toEqual(sent.createdAt);
    });

    it('carries signs of any script, and lines that begin with a dot', async () => {
      const text = 'Ørsted — São Paulo — 東京 — مدينة — 🏙️\n.\n..leading dots\nFrom here on';
      const to = { name: 'Şule "the" Öztürk, 市長', address: 'sule@city.test' };
      const got = await receivedAfter(mail({ subject: 'Überflutung in 東京 🏙️', text, to }));
      expect(got.subject).toBe('Überflutung in 東京 🏙️');
      expect(got.text.trim()).toBe(text);
      expect(got.to).toBe('sule@city.test');
    });

    it('lets no text become a header or another receiver', async () => {
      const evil = 'x\r\nBcc: all@evil.test\r\n\r\n<p>body';
      const got = await receivedAfter(
        mail({
          subject: evil,
          to: { name: `${evil}, two@evil.test <three@evil.test>`, address: 'ana@city.test' },
          headers: { 'X-Topic': evil, 'Bcc: all@evil.test\r\nX': 'y' },
        }),
      );
      expect(got.to).toBe('ana@city.test');
      expect([...got.headers.keys()]).not.toContain('bcc');
      expect(got.subject).toBe('x Bcc: all@evil.test <p>body');
      expect(got.text).toContain('Dear Ana Torres,');
    });

    it('refuses for good what is no mail address', async () => {
      for (const address of ['', 'nobody', 'a@city.test, b@city.test', 'a@city.test\r\nb@city.test', '<x>']) {
        const sent = mail({ to: { name: 'Ana', address } });
        await expect(under.sender.send(sent)).rejects.toMatchObject({ code: 'bad-request' });
        expect((await under.received()).has(sent.id)).toBe(false);
      }
    });

    it('does no harm when the same mail is sent twice, also at once', async () => {
      const sent = mail();
      const before = (await under.received()).size;
      await Promise.all([under.sender.send(sent), under.sender.send(sent)]);
      await under.sender.send(sent);
      expect((await under.received()).size).toBe(before + 1);
      expect((await under.received()).get(sent.id)?.text.trim()).toBe(sent.text.trim());
    });

    it('forgets a mail, also one it never had', async () => {
      await under.sender.forget('ml-never');
      const sent = mail();
      await under.sender.send(sent);
      await under.sender.forget(sent.id);
      if (under.sender.name === 'folder') expect((await under.received()).has(sent.id)).toBe(false);
    });
  });
}
