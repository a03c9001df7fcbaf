import { enClimate } from '../en/climate.js';
import { createFormat } from '../format.js';
import { staffReviewDialogs } from './review-dialogs.js';

const f = createFormat('en');
const n = (count: number) => f.number(count);
const unit = (name: 'minute' | 'hour' | 'day') =>
  new Intl.NumberFormat('en', { style: 'unit', unit: name, unitDisplay: 'long' });
const units = { minute: unit('minute'), hour: unit('hour'), day: unit('day') };
const moments = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
/** As the API writes it in its messages. */
const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** Strings of the review console: the queue and the challenge. */
export const staffReview = {
  /** "3 days", of the largest unit that fits; less than a minute is one. */
  duration: (milliseconds: number) => {
    const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
    if (minutes >= 2 * 1440) return units.day.format(Math.floor(minutes / 1440));
    if (minutes >= 120) return units.hour.format(Math.floor(minutes / 60));
    return units.minute.format(minutes);
  },
  moment: (date: Date) => `${moments.format(date)} UTC`,
  clock: (date: Date) => `${clock.format(date)} UTC`,
  titleIn: (title: string, city: string) => `${title}, ${city}`,

  queue: {
    title: 'Review queue',
    list: 'Challenges',
    count: (total: number) =>
      total === 0
        ? 'No challenge'
        : `${n(total)} ${f.plural(total, { one: 'challenge', other: 'challenges' })}`,
    caption: 'Challenges, with waiting time, matches and who is on them',
    select: (title: string) => `Select “${title}”`,
    column: {
      select: 'Selected',
      challenge: 'Challenge',
      waiting: 'Waiting',
      promise: 'Promise',
      matches: 'Matches',
      inHand: 'In hand',
      task: 'Task of',
    },
    left: (time: string) => `${time} left`,
    late: (time: string) => `Late by ${time}`,
    promised: (moment: string) => `Promised by ${moment}`,
    noPromise: 'Nothing due',
    proposed: (count: number) => `${n(count)} undecided`,
    high: (count: number) => `${n(count)} strong`,
    approved: (count: number) => `${n(count)} approved`,
    rejected: (count: number) => `${n(count)} rejected`,
    noMatches: 'No match yet',
    approvals: (given: number, needed: number) => `${n(given)} of ${n(needed)} approvals`,
    questions: (count: number) =>
      `${n(count)} ${f.plural(count, { one: 'open question', other: 'open questions' })}`,
    nobody: 'Nobody',
    you: 'You',
    until: (time: string) => `until ${time}`,
    emptyTitle: 'The queue is empty',
    empty: 'No challenge waits for an answer. A new one appears here by itself.',
    noneTitle: 'No challenge matches these filters',
    none: 'Loosen a filter, or show the whole queue.',
    whole: 'Show the whole queue',
    next: 'Next page',
    first: 'First page',
    pages: 'Pages of the queue',
    keys: 'Keys',
    back: 'Queue',
  },

  filter: {
    label: 'Filter the queue',
    words: 'Words, city or number',
    status: 'State',
    open: 'Open',
    all: 'Any state',
    assigned: 'Task of',
    assignees: { anyone: 'Anyone', me: 'You', nobody: 'Nobody' },
    sector: 'Sector',
    country: 'Country',
    any: 'Any',
    late: 'Promise',
    lates: { any: 'Any', yes: 'Late', no: 'In time' },
    order: 'Order',
    orders: { waiting: 'Longest wait first', newest: 'Newest first' },
    apply: 'Filter',
  },

  status: {
    received: 'Being matched',
    proposed: 'To review',
    published: 'Published',
    closed: 'Closed',
    declined: 'Declined',
    withdrawn: 'Withdrawn by the city',
  },

  bulk: {
    label: 'With the selected challenges',
    assign: 'Assign',
    approve: 'Approve all strong matches',
    decline: 'Decline',
    clear: 'Clear the selection',
  },

  challenge: {
    statement: 'The challenge',
    outcome: 'What would be different',
    tried: 'What was tried',
    facts: 'Facts',
    population: 'Population',
    climate: 'Climate',
    climateClass: (code: string) => enClimate.class(code),
    sectors: 'Sectors',
    budget: 'Budget',
    budgets: {
      low: 'Low: under about 2 million US dollars',
      medium: 'Medium: 2 to 30 million US dollars',
      high: 'High: more than 30 million US dollars',
      unknown: 'Not known',
    },
    timeframe: 'Wanted',
    timeframes: {
      now: 'Within three months',
      year: 'Within a year',
      later: 'Later than a year',
      unknown: 'Not known',
    },
    language: 'Written in',
    disclosure: 'May be read by',
    disclosures: {
      secretariat: 'The secretariat alone',
      providers: 'Providers it is introduced to',
      public: 'Anyone',
    },
    contact: 'Contact',
    contactErased: 'Erased, or not shown to your role',
    number: 'Number',
    submitted: 'Submitted',
    firstAnswer: 'First answered',
    published: 'Published',
    end: 'Ended because',
    inHandYou: (until: string) => `You have this in hand until ${until}`,
    inHandOther: (name: string, until: string) =>
      `${name} has this in hand until ${until}. You can read along; decide once it is free.`,
    taskOf: (name: string) => `Task of ${name}`,
    taskOfYou: 'Your task',
    taskOfNobody: 'Nobody’s task',
    approvedBy: (names: string, given: number, needed: number) =>
      given === 0
        ? `${n(needed)} people must approve the answer`
        : `Approved by ${names}: ${n(given)} of ${n(needed)}`,
    noteHeading: 'Note to the city with the answer',
    noNote: 'None yet.',
    understood: (concepts: string) => `Read as being about ${concepts}.`,
    notConfident:
      'The engine finds that nothing in the catalogue fits. “Nothing fits” is an answer too: publish it with a note.',
    proposedAt: (moment: string, number: number) =>
      number === 1 ? `Proposed ${moment}` : `Proposal ${n(number)}, ${moment}`,
    notFoundTitle: 'There is no such challenge',
    notFound: 'It may have been erased, or the address is mistyped.',
  },

  messages: {
    heading: 'Questions and notes',
    none: 'No question, no note.',
    kind: { question: 'Question of the city', answer: 'Answer to the city', internal: 'Internal note' },
    about: (title: string) => `about “${title}”`,
  },

  matches: {
    heading: 'Proposal',
    list: 'Matches, in the order the city sees them',
    none: 'No match yet. The matcher is at work, or found nothing; you can add an entry by search.',
    status: {
      proposed: 'Undecided',
      approved: 'Approved',
      rejected: 'Rejected',
      superseded: 'No longer proposed',
    },
    bandShort: { high: 'strong', medium: 'possible', low: 'weak' },
    added: 'added by staff',
    edited: 'words edited',
    noted: 'with a note',
    gone: 'entry archived',
    goneLong: 'This entry was archived since it was proposed: it cannot be published. Reject it.',
    superseded: 'A changed catalogue gives a better answer: this match is no longer proposed.',
    dismissed: (reason: string) => `The city does not want it: ${reason}`,
    decided: (name: string, moment: string) => `${name}, ${moment}`,
    rejectedFor: (reason: string) => `Rejected: ${reason}`,
    note: 'What you say of it to the city',
    choose: 'Choose a match to see its entry.',
    toList: 'All matches',
    against: 'What the city was up against',
    cost: 'Cost',
    openEntry: 'The whole entry',
    reasonsEmptied: 'No reason is left. The city sees this match without one.',
  },

  rejection: {
    'off-topic': 'Off the topic',
    'wrong-scale': 'Wrong scale for this city',
    'wrong-context': 'Does not fit the place',
    'too-early': 'Too early to rely on',
    'weak-evidence': 'Weak evidence',
    outdated: 'Outdated',
    'near-copy': 'Says the same as another match',
    'conflict-of-interest': 'Conflict of interest',
    other: 'Another reason',
  },
  dismissal: {
    'wrong-scale': 'wrong scale',
    'wrong-context': 'does not fit the place',
    'no-budget': 'no budget',
    timing: 'wrong time',
    'already-have-one': 'has one already',
    'legal-procurement': 'law or procurement rules',
    'no-capacity': 'nobody to do it',
    'not-our-problem': 'not their problem',
    other: 'another reason',
  },
  endReason: {
    answered: 'It was answered',
    'not-a-city': 'It does not come from a city',
    'out-of-scope': 'Out of our scope',
    duplicate: 'It was sent twice',
    spam: 'Spam',
    'no-reply': 'The city does not reply',
    'solved-otherwise': 'Solved in another way',
    other: 'Another reason',
  },

  ...staffReviewDialogs,
};
