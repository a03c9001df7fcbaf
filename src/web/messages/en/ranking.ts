import type { MatchWeights } from '../../../matching/weights.js';

/** Parts of the context that are weighed now, or may be. */
export type ContextPart = keyof MatchWeights['context'] | 'income' | 'coast' | 'governance' | 'maturity';

/** Something that counts for the order: its name, and what it does. */
export interface RankingPart {
  name: string;
  text: string;
}

const context: Record<ContextPart, RankingPart> = {
  place: {
    name: 'Place',
    text: 'A case from your own country first, then from your region, then from your continent.',
  },
  size: { name: 'City size', text: 'A case from a city with about as many people as yours.' },
  cost: {
    name: 'Cost',
    text: 'Where you say that money is short: what costs little before what costs much.',
  },
  service: {
    name: 'Where a provider works',
    text: 'A provider that names your country before one that works elsewhere.',
  },
  climate: { name: 'Climate', text: 'A case from a climate like yours, in fields that hang on it.' },
  income: {
    name: 'Income',
    text: 'A case from a country where people and cities have about as much money as in yours.',
  },
  coast: {
    name: 'Coast',
    text: 'A case from the sea where yours lies there, and from inland where it does not.',
  },
  governance: { name: 'Government', text: 'A case from a city that is governed in a way like yours.' },
  maturity: { name: 'Maturity', text: 'What has proven itself before what is still being tried.' },
};

/** The page that states what answers are ranked by. */
export const enRanking = {
  title: 'How answers are ranked',
  lead: 'A program compares your challenge with every entry of the catalogue and puts the entries in order. This page says what counts, how much it counts, and what does not.',
  weighed: {
    heading: 'What decides the order',
    text: 'The bars are drawn from the figures that the program uses at this moment. The longest bar is what can move an entry most; the others are held against it.',
    part: 'What counts',
    strength: 'How much',
    /** By how it compares with what counts most. */
    strengths: {
      most: 'counts most',
      much: 'counts much',
      some: 'counts somewhat',
      little: 'counts a little',
      none: 'does not count now',
    },
    parts: {
      meaning: {
        name: 'Meaning',
        text: 'How close the entry is to your statement in what it means, also in other words.',
      },
      words: {
        name: 'Words',
        text: 'Which of your words the entry has; rare words count more than common ones.',
      },
      concept: {
        name: 'Subjects',
        text: 'Which subjects of town life both speak of, by a list of subjects in several languages.',
      },
      sector: {
        name: 'Field',
        text: 'Whether the entry belongs to the field that your challenge is about, such as flooding or transport.',
      },
      toProvider: {
        name: 'Proof of a provider',
        text: 'A provider rises with the best case study that it delivered.',
      },
      toCaseStudy: {
        name: 'Who delivered a case',
        text: 'A case study rises a little with a provider that fits as well.',
      },
      stale: {
        name: 'Not checked for long',
        text: 'An entry that nobody has confirmed or changed for long loses this much, and says so.',
      },
    } satisfies Record<string, RankingPart>,
    context,
  },
  after: {
    heading: 'What happens to the order then',
    copies:
      'Near-copies: two entries that say almost the same keep their places, further ones go behind the others.',
    cap: (count: number) =>
      `No provider takes every answer: of a provider and the case studies that it delivered at most ${count} stand among the first ten. Further ones follow behind, unless they fit clearly better than what would take their place.`,
    turns:
      'Turns among equals: entries whose scores hardly differ take turns. Their order is drawn anew each day from their numbers and the date, the same for everybody.',
    nothing:
      'Nothing fits: when no entry fits well enough, the answer says so and shows at most the three nearest.',
  },
  sections: [
    {
      heading: 'People check what is sent to you',
      paragraphs: [
        'An answer on this site comes from the program alone. When you send a challenge to the secretariat, one of its people reads what the program proposes, strikes out what does not fit, adds what is missing, and only then sends it.',
      ],
    },
    {
      heading: 'Nobody pays for a place',
      paragraphs: [
        'No place is for sale: nobody pays to be in the catalogue, to stand higher or to be shown more often, and nobody can. No entry is placed by hand in the answers of the program.',
      ],
    },
    {
      heading: 'What is not used',
      paragraphs: [
        'Who you are, what you looked for before, and what you or others click do not count. Your statement is compared and then forgotten, unless you send it to the secretariat.',
        'How often each entry is shown is counted by day, so that the secretariat can see whether some are shown too much. Nothing is kept of who saw it or what was asked, and the count does not change the order.',
      ],
    },
    {
      heading: 'How a provider is found better',
      paragraphs: [
        'Case studies help most: with the challenge as the city felt it, what was done, and what came of it in figures. Then plain words for what is offered, the countries where the provider works, and a contact who confirms the entry when asked.',
      ],
    },
    {
      heading: 'How quality is measured',
      paragraphs: [
        'For a set of statements, worded as cities would word them, the entries were graded by how much they would help; each change of the program is measured against these grades before it is used. It is also measured whether the program says that nothing fits where nothing does, and whether it works as well in other languages.',
      ],
    },
  ],
  report: {
    heading: 'When something is wrong',
    text: 'Tell the secretariat which entry or which answer you mean, and what is wrong with it. A person looks at it.',
    link: 'Write to the secretariat',
  },
};
