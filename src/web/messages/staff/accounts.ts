import type { Role } from '../../../access.js';
import { createFormat } from '../format.js';

const f = createFormat('en');
const moments = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const minutes = (seconds: number) => {
  const count = Math.max(1, Math.ceil(seconds / 60));
  return `${f.number(count)} ${f.plural(count, { one: 'minute', other: 'minutes' })}`;
};

/** Strings of signing in, one's own account, and the people of the secretariat. */
export const staffAccounts = {
  moment: (date: Date) => `${moments.format(date)} UTC`,
  roles: { reviewer: 'Reviewer', staff: 'Staff', admin: 'Administrator' } satisfies Record<Role, string>,
  roleMeans: {
    reviewer: 'reviews challenges',
    staff: 'also keeps the catalogue, introductions and mail',
    admin: 'also decides who may sign in, and reads the record',
  } satisfies Record<Role, string>,

  refused: {
    roleTitle: 'This is not open to you',
    role: (role: string) =>
      `Your role is ${role}. An administrator of the secretariat can give you another one under People.`,
  },

  fields: {
    email: 'Mail address',
    name: 'Name',
    password: 'Password',
    newPassword: 'New password',
    currentPassword: 'Present password',
    passwordHint: 'At least 12 characters. Four words that have nothing to do with each other do well.',
    role: 'Role',
  },
  errors: {
    email: 'Write a mail address, such as ana@example.org.',
    name: 'Write a name.',
    short: 'Use at least 12 characters.',
    long: 'Use 128 characters at most.',
    weak: 'This is too easy to guess: leave out your name, common words and repeated signs.',
    taken: 'Somebody with this address is in the list already.',
  },

  toConsole: 'To the console',

  signIn: {
    title: 'Sign in',
    lead: 'For the secretariat. Cities open their challenge by the link in their mail.',
    submit: 'Sign in',
    or: 'or',
    mail: 'Mail me a link instead',
    mailHint: 'Needs the mail address only.',
    oidc: 'Sign in with your association’s account',
    forgot: 'Set a new password',
    wrong: 'The mail address or the password is wrong. After five wrong passwords the address has to wait.',
    locked: (seconds: number) =>
      `Too many failed attempts. Try again in ${minutes(seconds)}, or have a link mailed to you.`,
    disabled: 'This account is disabled. An administrator of the secretariat can enable it again.',
    notInvited:
      'Nobody has invited the mail address of that account. Ask an administrator of the secretariat to.',
    oidcFailed: 'Signing in with your association’s account did not work. Nothing was changed; try again.',
    away: 'Your association’s sign-in does not answer now. Try again in a minute, or use your password.',
    nobodyTitle: 'Nobody can sign in yet',
    nobody:
      'Whoever started this server finds a link in its log that sets the first administrator. It looks like this:',
    nobodyRestart: 'The link changes at each start of the server.',
  },
  mailed: {
    title: 'Look into your mail',
    text: (address: string) =>
      `If ${address} belongs to someone of the secretariat, a link is on its way there. It works once.`,
    signInLife: 'It signs you in within the next 10 minutes.',
    passwordLife: 'It lets you set a password within the next hour.',
    back: 'Back to sign-in',
  },
  link: {
    title: 'Sign in by your link',
    lead: 'The link works once: press the button to use it now, in this browser.',
    submit: 'Sign in',
    dead: 'This link does not work any more: it was used, or it is older than 10 minutes.',
    again: 'Get a new one',
  },
  password: {
    title: 'Choose a password',
    lead: 'It signs you out everywhere else.',
    submit: 'Save the password',
    dead: 'This link does not work any more: it was used, or it is too old.',
    askTitle: 'Set a new password',
    askLead: 'We mail you a link by which you choose it.',
    askSubmit: 'Mail me the link',
    saved: 'Your password is saved. Sign in with it now.',
  },
  first: {
    title: 'Set the first administrator',
    lead: 'This works once. The administrator then invites everybody else.',
    submit: 'Create the account',
    closedTitle: 'This link does not work',
    closed:
      'Either the first administrator was set already, or the server was started again since: its log then has a new link.',
  },

  account: {
    title: 'Your account',
    role: 'Role',
    signOut: 'Sign out',
    passwordHeading: 'Change your password',
    passwordSubmit: 'Change the password',
    passwordDone: 'Your password is changed. Your other sessions have ended.',
    wrong: 'This is not your password now.',
    noPassword: 'No password yet, or forgotten it?',
    noPasswordLink: 'Have a link mailed to you',
    sessionsHeading: 'Where you are signed in',
    sessionsHint: 'A session ends 12 hours after its last use, and when its browser is closed.',
    current: 'This browser',
    since: (date: string) => `Since ${date}`,
    seen: (date: string) => `last used ${date}`,
    from: (ip: string) => `from ${ip}`,
    unknown: 'Another browser',
    everywhere: 'Sign out everywhere',
    everywhereHint: 'Ends all of these, this one too.',
  },
  people: {
    title: 'People',
    lead: 'Everybody who may sign in, and what they may do. Each role may do what those before it may.',
    inviteHeading: 'Invite someone',
    inviteSubmit: 'Invite',
    listHeading: 'Everybody',
    caption: 'People of the secretariat',
    name: 'Name',
    state: 'State',
    actions: 'Change',
    you: 'you',
    disabled: 'Disabled',
    invited: 'Invited, has not signed in yet',
    active: 'Can sign in',
    seen: (date: string) => `Signed in, last seen ${date}`,
    save: 'Save the role',
    disable: 'Disable',
    enable: 'Enable',
    again: 'Send a new link',
    roleOf: (name: string) => `Role of ${name}`,
    ofPerson: (action: string, name: string) => `${action}: ${name}`,
    linkTitle: (name: string) => `An invitation is on its way to ${name}`,
    link: 'If mail does not arrive, pass this link on yourself. It works once, within 7 days, and is shown only now:',
    changed: (name: string) => `${name} was changed.`,
    lastAdmin: 'This is the last administrator: make somebody else one first. Nothing was changed.',
  },
};
