import { createFormat } from '../format.js';

const f = createFormat('en');
const counted = (count: number, one: string, other: string) =>
  `${f.number(count)} ${f.plural(count, { one, other })}`;
const challenges = (count: number) => counted(count, 'challenge', 'challenges');
const judgments = (count: number) => counted(count, 'judgment', 'judgments');
const people = (count: number) => counted(count, 'person', 'people');

/** Strings of the console's page about learning. */
export const staffLearning = {
  title: 'Learning',
  lead: 'What staff and cities decide tells how well an entry answers a challenge. Each night the weights of the ranking are fitted anew and compared. Nothing changes until an administrator says so.',
  figure: (value: number) => value.toFixed(3),
  change: (value: number) => {
    const text = Math.abs(value).toFixed(3);
    if (Number(text) === 0) return 'none';
    return `${value > 0 ? '+' : '−'}${text}`;
  },
  counts: {
    title: 'What was learnt',
    used: (grades: number, from: number, by: number) =>
      `${judgments(grades)} from ${challenges(from)}, by ${people(by)} of the secretariat and the cities.`,
    none: 'Nothing is learnt yet.',
    enough: 'That is enough to propose weights.',
    needed: (grades: number, from: number) =>
      `Weights are proposed from ${judgments(grades)} of ${challenges(from)} on.`,
    oneSource: (count: number) =>
      `${challenges(count)} left out: an entry that helps rests on one person alone. It counts once somebody else approves or publishes the answer, or the city speaks.`,
    tooMuchOfOne: (count: number) =>
      `${challenges(count)} left out, the oldest first: one person decided more than half of all.`,
    rule: 'Used are published answers whose city agreed that they may help to improve matching. What is erased or withdrawn is forgotten.',
    download: 'Every judgment with its source (JSON Lines, names by id)',
  },
  inUse: {
    title: 'In use',
    shipped: (date: string) => `The weights that CityMatch comes with, of ${f.date(new Date(date))}.`,
    learnt: (date: string) => `Learnt weights, of ${f.date(new Date(date))}.`,
    newer:
      'This version of CityMatch comes with weights that are newer than these. Going back to them is possible; the next nights learn from there.',
    goBack: 'Go back to the weights of CityMatch',
    goBackSure:
      'Every answer is ranked by the weights of CityMatch from now on. A proposal that is open ends.',
  },
  proposal: {
    title: 'Proposed weights',
    none: 'No proposal is open. One is made at night when judgments have changed and other weights answer statements better that they were not fitted on.',
    made: (date: Date) => `Made on ${f.date(date)}.`,
    from: ({ shipped, learnt, challenges: of, people: by }: Counts) =>
      `Fitted on ${counted(shipped, 'statement', 'statements')} of CityMatch and ${judgments(learnt)} from ${challenges(of)} by ${people(by)}.`,
    accept: 'Use these weights',
    acceptSure:
      'Every answer is ranked by these weights from now on, in every process within a minute. I have looked at the tables.',
    decline: 'Decline',
    forAdmin: 'An administrator can take it up or decline it.',
  },
  refused: {
    title: 'Refused',
    lead: 'A language or sector would lose more than 0.02 of its nDCG@10: such weights cannot be taken up.',
    loses: (group: string, before: string, after: string) => `${group} would fall from ${before} to ${after}`,
    show: 'Show all figures',
  },
  history: {
    title: 'History',
    made: 'Made',
    origin: 'Weights',
    state: 'State',
    decided: 'Decided',
    gain: 'nDCG@10, not fitted on',
    origins: { shipped: 'of CityMatch', learnt: 'learnt' },
    states: {
      proposed: 'proposed',
      refused: 'refused',
      'in-use': 'in use',
      retired: 'retired',
      declined: 'declined',
    },
  },
  report: {
    caption: 'What would change, nDCG@10 from 0 to 1',
    weights: 'Weights that change',
    noWeights: 'No weight that ranks changes.',
    group: 'Statements',
    count: (statements: number) => counted(statements, 'statement', 'statements'),
    before: 'Before',
    after: 'After',
    difference: 'Change',
    weight: 'Weight',
    all: 'All',
    heldOut: 'Not fitted on (held out)',
    shipped: 'Of CityMatch',
    learnt: 'Learnt',
    nothingFits: 'Right whether anything fits (share)',
    calibration: 'Error of the probabilities (lower is better)',
    language: (tag: string) => `In ${tag === 'others' ? 'other languages' : f.languageName(tag)}`,
    sector: (label: string) => `Sector ${label}`,
    otherSectors: 'Other sectors',
    noSector: 'Of no sector',
    loses: 'loses too much',
  },
  done: {
    accepted: 'These weights are in use now.',
    declined: 'The proposal was declined.',
    shipped: 'The weights of CityMatch are in use now.',
  } as Record<string, string>,
  stale: 'This was decided or replaced meanwhile: nothing of yours was saved. Below is how it stands now.',
  notSure: 'Tick the box first: nothing was changed.',
};

interface Counts {
  shipped: number;
  learnt: number;
  challenges: number;
  people: number;
}
