import { createFormat } from '../format.js';

const f = createFormat('en');
const n = (count: number) => f.number(count);

/** Strings of every page's frame, and of what can go wrong on any page. */
export const enFrame = {
  /** The sign between a name and what it is, with the space that the language puts before it. */
  colon: ':',
  skip: 'Skip to the content',
  pageTitle: (title: string) => `${title} – CityMatch`,
  nav: {
    label: 'Main',
    ask: 'State a challenge',
    new: 'Ask the secretariat',
    browse: 'Browse the catalogue',
    about: 'How it works',
  },
  footer: {
    text: 'Nobody pays for a place in the list. Check every case with the city behind it before you copy it.',
    ranking: 'How answers are ranked',
    openData: 'Open data',
    api: 'For developers',
    language: 'Language',
    /** Said where the wording of the language was made by a machine. */
    machine: '',
  },

  states: {
    notFoundTitle: 'There is no such page',
    notFound: 'The address may be mistyped, or the entry may have left the catalogue.',
    entryNotFoundTitle: 'This entry is not in the catalogue',
    errorTitle: 'Something went wrong on our side',
    error: 'Nothing you typed is lost: it is kept in the address of this page. Try again in a minute.',
    unavailableTitle: 'Matching is away for a moment',
    unavailable:
      'A part that the answer needs does not respond. What you typed is kept; try again in a minute.',
    requestId: 'If it happens again, quote this number:',
    retry: 'Try again',
    home: 'To the start page',
    startingTitle: 'Getting ready',
    starting:
      'The catalogue is being prepared. The first start takes up to half a minute; this page goes on by itself.',
    partName: {
      database: 'the database',
      queue: 'the job queue',
      search: 'the search engine',
      embedder: 'the comparison by meaning',
    } as Record<string, string>,
    /** What the start is doing; a step that is not here is told as the server calls it. */
    doing: {} as Record<string, string>,
    progress: (done: number, total: number) => `${n(done)} of ${n(total)}`,
    degraded:
      'Answers are by words only for now: a part of the search is away, so good ones may be missing. It is tried again by itself; come back in a few minutes.',
    degradedSimilar: 'By words only for now: a part of the search is away.',
    wordsAlone: 'Matches come from the words alone, so good ones may be missing.',
    degradedOther: (parts: string) => `A part is away (${parts}): answers may be incomplete for now.`,
    searching: 'Searching the catalogue',
    offlineTitle: 'You seem to be offline',
    offline: 'What you typed is kept on this page. Try again when the connection is back.',
    failedTitle: 'The answer did not arrive',
    failed: 'What you typed is kept on this page.',
    rateLimitedTitle: 'Too many requests in a short time',
    rateLimited: 'Wait a minute, then try again. What you typed is kept.',
    signedOutTitle: 'You are not signed in',
    signedOut:
      'Your session has ended, or the link is incomplete. Sign in or open your link again, then repeat what you were doing.',
    linkTitle: 'This link does not open this page',
    link: 'What you opened belongs to another link, or it was not sent from a page of this site. Open your link once more.',
  },
};
