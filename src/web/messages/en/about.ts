/** The page on how ranking works and what the catalogue cannot tell. */
export const enAbout = {
  title: 'How CityMatch works',
  lead: 'CityMatch compares the challenge you state with a curated catalogue of what cities have done, and of those who can help.',
  sections: [
    {
      heading: 'How the ranking works',
      paragraphs: [
        'Your words are compared with every entry twice: by the words you share with it, and by meaning, so that “streets under water” finds “flooding”.',
        'Then the context counts: sector, the size of your city, its region, its climate, likely cost, its country’s income group, whether it lies by the sea, and how far the solution has come. An entry whose facts were checked stands before one that was not when all else is equal.',
        'The score that results is shown as a word: strong, possible or weak match. When no entry passes the threshold, the answer says that nothing fits.',
      ],
    },
    {
      heading: 'Why you can check every match',
      paragraphs: [
        'Each reason is made from what was really computed, and quotes the passage it rests on. What speaks against copying a case stands beside what speaks for it.',
        'The figures behind a place in the list are under “How this was ranked” on each match.',
      ],
    },
    {
      heading: 'Where the facts about cities come from',
      paragraphs: [
        'Places, their names and populations are those of GeoNames (geonames.org, CC BY 4.0) and Natural Earth. Climates are Köppen-Geiger classes of 1986 to 2010 by Rubel, Brugger, Haslinger and Auer (2016). They are proposed to you, never taken for certain: what you choose counts. Whether a city lies by the sea is measured on Natural Earth’s map, within 15 km; income groups are the World Bank’s of July 2026; which countries are federations is our own coarse list.',
      ],
    },
    {
      heading: 'Nobody pays for a place',
      paragraphs: [
        'Providers cannot buy a place, a better place or a badge. A provider is shown with the case studies that prove it.',
      ],
    },
    {
      heading: 'What the catalogue cannot tell you',
      paragraphs: [
        '“Main facts seen on a public page” means that the case or organisation and its main facts were seen there. Connecting details, such as who paid, populations, cost bands and countries served, come partly from general knowledge.',
        '“Not verified” means that the entry comes from general knowledge alone.',
        'Cities below 100,000 people, North Africa, Western and Central Asia, the Caribbean and the Pacific are thinly covered so far. That nothing fits may mean that the catalogue does not know the answer, not that there is none.',
      ],
    },
  ],
};
