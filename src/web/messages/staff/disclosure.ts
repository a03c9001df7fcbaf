import type { PersonalData } from '../../../challenges/find-personal.js';

const KINDS: Record<PersonalData['kind'], string> = {
  'mail-address': 'mail address',
  'phone-number': 'telephone number',
  'bank-account': 'bank account',
  'person-name': 'name of a person',
};

/** Strings of the page on which staff open a challenge to readers outside the secretariat. */
export const staffDisclosure = {
  title: 'What others may read',
  link: 'What others may read',
  lead: 'Others read the words below, never the city’s own. Take out what identifies a person, a small firm or a private house.',
  now: {
    secretariat: 'Now: the secretariat alone reads it.',
    providers: 'Now: providers it is introduced to read the redacted words.',
    public: 'Now: anyone may read the redacted words.',
  },
  agreed: {
    secretariat: 'The city agreed to the secretariat alone, so it cannot be opened.',
    providers: 'The city agreed to providers it is introduced to, and no further.',
    public: 'The city agreed that anyone may read it.',
  },
  over: 'This challenge was taken back or erased: it cannot be opened any more.',
  own: 'In the city’s words',
  found: (count: number) =>
    count === 1 ? 'One passage looks like personal data:' : `${count} passages look like personal data:`,
  none: 'Nothing in it looks like personal data. Read it all the same: names that stand alone are not found.',
  alone: 'Names that stand alone are not found: read the whole text.',
  kinds: KINDS,
  redacted: 'In redacted words',
  titleLabel: 'Title',
  statement: 'Statement',
  statementHint:
    'What was found is taken out already, as […]. Say in plain words what is missing, such as “the shopkeepers”.',
  who: 'Who may read it',
  levels: {
    secretariat: 'The secretariat alone',
    providers: 'Providers it is introduced to',
    public: 'Anyone',
  },
  save: 'Save',
  close: 'Close it to others now',
  closeHint: 'Nobody outside the secretariat reads it from then on. The redacted words are kept for later.',
  left: 'This still looks like personal data. Take it out above, or tick what may stay:',
  keep: (kind: string) => `may stay (${kind})`,
  saved: 'Saved.',
  errors: {
    title: 'Write the title as others are to read it, in at most 200 characters.',
    statement: 'Write the statement as others are to read it, in at most 10,000 characters.',
    titleLeft: 'The title still has personal data in it: see below.',
    statementLeft: 'The statement still has personal data in it: see below.',
    shownTo: 'Choose who may read it: no more than the city agreed to.',
  },
  conflict:
    'Somebody changed this challenge meanwhile, or has it in hand. Nothing was saved; what you typed is kept below.',
  back: 'Back to the challenge',
};
