/** The page about what can be taken away. */
export const enOpenData = {
  title: 'Open data',
  lead: 'All that this site publishes can be taken away: for a study, for your own site, or to load into another CityMatch. Challenges of cities, drafts and what is archived are not among it.',
  feedTitle: 'New and changed entries of CityMatch',
  example: 'Example',
  files: {
    heading: 'All entries as files',
    text: 'CSV opens in a spreadsheet, JSON Lines suits programs. Both hold every field, and another CityMatch takes them as they are. Coordinates are in the API and the pages alone.',
    caseStudies: 'Case studies (CSV)',
    providers: 'Providers (CSV)',
    entries: 'Case studies and providers (JSON Lines)',
    hint: 'In CSV a bar (|) stands between the values of a list, and an apostrophe before what a spreadsheet would compute.',
  },
  feed: {
    heading: 'What is new',
    text: 'A feed of new and changed entries, the latest first, for any feed reader (Atom).',
    link: 'The feed',
    changes: 'Changes and withdrawals in their order, for harvesters (JSON)',
  },
  taxonomy: {
    heading: 'Sectors, goals, regions and words',
    text: 'What entries are filed under, and the thesaurus of urban challenges and answers in nine languages, as SKOS. Each concept has an address of its own that does not change.',
    turtle: 'The taxonomy (Turtle)',
    jsonLd: 'The taxonomy (JSON-LD)',
  },
  catalog: {
    heading: 'For data portals',
    text: 'A description of these data sets that portals read (DCAT 3), and the list of all pages for search engines.',
    turtle: 'The catalogue of data (Turtle)',
    jsonLd: 'The catalogue of data (JSON-LD)',
    sitemap: 'The sitemap',
  },
  pages: {
    heading: 'In the pages',
    text: 'The page of each entry also tells programs what it says, in the words of schema.org (JSON-LD).',
  },
  api: {
    heading: 'The API',
    text: 'Searching and matching for programs, without a key, with a limit on requests. Any web site may ask it.',
    link: 'How to use the API',
    document: 'Its description (OpenAPI)',
  },
  terms: {
    heading: 'What you may do with it',
    publisher: (name: string) => `Published by ${name}.`,
    licence: (address: string) => `The licence is at ${address}.`,
    none: 'Whoever runs this site has not stated a licence. Ask them before you publish the data elsewhere.',
    source: 'Name the source of each entry: its address stands in the field sourceUrl.',
    coordinates:
      'Coordinates of cities come from GeoNames (CC BY 4.0), the middle of a country from mledoze/countries (ODbL 1.0).',
  },
};
