import { createFormat } from '../format.js';

const f = createFormat('en');
const n = (count: number) => f.number(count);

/** Strings of the page on which the contact of an entry says whether it is still right. */
export const enConfirm = {
  title: 'Is this still right?',
  lead: 'Cities find this entry when they look for answers to their challenges. You are named as its contact.',
  changed: (at: Date) => `It last changed on ${f.date(at)}.`,
  whole: 'Read the whole entry',
  yesTitle: 'It is still right',
  yes: 'Yes, still right',
  yesHint: 'The entry’s page then says that you confirmed it today. Your name is not shown.',
  noTitle: 'Something has changed',
  what: 'What has changed?',
  whatHint: 'The secretariat reads this and changes the entry. It is not published.',
  no: 'Send what has changed',
  empty: 'Say in a sentence what has changed.',
  long: (max: number) => `Shorten this to ${n(max)} characters.`,
  gone: 'This entry has been taken out of the catalogue. There is nothing left to confirm.',
  closedTitle: 'This link does not work any more',
  closed:
    'It may be cut short, or it was sent more than 60 days ago, or it is no longer you who is named as the contact. You get a new one when we ask again.',
  thanksTitle: 'Thank you',
  thanksRight: 'We have noted that the entry is still right. You need not do anything else.',
  thanksWrong: 'The secretariat has your words and will change the entry. You need not do anything else.',
};
