import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolderSender } from '../../src/mail/folder.js';
import type { Mail } from '../../src/mail/port.js';
import { createSmtpSender } from '../../src/mail/smtp.js';
import { mailsIn } from '../helpers/mail.js';
import { startMailServer } from '../helpers/mail-server.js';
import { describeMailSender } from './mail-sender.js';

const from = 'cities@example.org';
const newFolder = () => mkdtemp(join(tmpdir(), 'citymatch-mail-'));

describeMailSender('folder', async () => {
  const home = await newFolder();
  const folder = join(home, 'mail');
  await mkdir(folder);
  return {
    sender: createFolderSender({ folder, from }),
    received: async () => new Map((await mailsIn(folder)).map((mail) => [mail.id, mail])),
    close: () => rm(home, { recursive: true }),
  };
});

describeMailSender('SMTP', async () => {
  const server = await startMailServer();
  const sender = createSmtpSender({ url: server.url, from });
  return {
    sender,
    received: () => Promise.resolve(new Map(server.taken.map((mail) => [mail.id, mail]))),
    async close() {
      await sender.close();
      await server.close();
    },
  };
});

const mail = (address: string): Mail => ({
  id: 'ml-one',
  to: { name: 'Ana', address },
  subject: 'Subject',
  text: 'Text',
  html: '<p>Text</p>',
  headers: {},
  createdAt: new Date(),
});

describe('the SMTP sender', () => {
  const sendTo = async (url: string, address = 'ana@city.test') => {
    const sender = createSmtpSender({ url, from });
    try {
      return await sender.send(mail(address));
    } finally {
      await sender.close();
    }
  };

  it('says to try again when nobody listens, and when the connection is dropped before or after the greeting', async () => {
    await expect(sendTo('smtp://127.0.0.1:1')).rejects.toMatchObject({ code: 'unavailable' });
    const rude = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => rude.once('listening', resolve));
    const at = rude.address();
    const port = typeof at === 'object' && at !== null ? at.port : 0;
    await expect(sendTo(`smtp://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'unavailable' });
    rude.close();
    const server = await startMailServer({ answer: () => 'drop' });
    await expect(sendTo(server.url)).rejects.toMatchObject({ code: 'unavailable' });
    await server.close();
  });

  it('says to try again for a 4xx answer, and never for a 5xx one, with the server’s words', async () => {
    const server = await startMailServer({
      answer: (address) =>
        address.startsWith('nobody') ? 550 : address.startsWith('later') ? 451 : undefined,
    });
    await expect(sendTo(server.url, 'later@city.test')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Try again later') as unknown,
    });
    await expect(sendTo(server.url, 'nobody@city.test')).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('No such mailbox') as unknown,
    });
    await sendTo(server.url, 'ana@city.test');
    expect(server.taken.map(({ to }) => to)).toEqual(['ana@city.test']);
    await server.close();
  });

  it('signs in with the user and password of its address; a wrong one fails no mail for good', async () => {
    const server = await startMailServer({
      disabledCommands: ['STARTTLS'],
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        const right = username === 'city match' && password === 'p@ss:word';
        done(right ? null : new Error('No'), right ? { user: 'city match' } : undefined);
      },
    });
    const at = (user: string, password: string) =>
      `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${server.port}`;
    await expect(sendTo(at('city match', 'wrong'))).rejects.toMatchObject({ code: 'unavailable' });
    await sendTo(at('city match', 'p@ss:word'));
    expect(server.taken).toHaveLength(1);
    await server.close();
  });
});

describe('the folder sender', () => {
  it('says to try again when the folder cannot be written, and leaves no draft behind', async () => {
    const home = await newFolder();
    await writeFile(join(home, 'file'), '');
    const sender = createFolderSender({ folder: join(home, 'file', 'mail'), from });
    await expect(sender.send(mail('ana@city.test'))).rejects.toMatchObject({ code: 'unavailable' });
    const folder = join(home, 'mail');
    // The place of the file is taken by a folder.
    await mkdir(join(folder, 'ml-one.eml', 'inside'), { recursive: true });
    const blocked = createFolderSender({ folder, from });
    await expect(blocked.send(mail('ana@city.test'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await readdir(folder)).toEqual(['ml-one.eml']);
    await rm(home, { recursive: true });
  });

  it('keeps its files for their owner alone, and takes no id that leads out of the folder', async () => {
    const home = await newFolder();
    const folder = join(home, 'mail');
    const sender = createFolderSender({ folder, from });
    await sender.send(mail('ana@city.test'));
    expect((await stat(join(folder, 'ml-one.eml'))).mode & 0o077).toBe(0);
    const escaping = { ...mail('ana@city.test'), id: '../../out' };
    await expect(sender.send(escaping)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(sender.forget('../../out')).rejects.toMatchObject({ code: 'bad-request' });
    await rm(home, { recursive: true });
  });
});
