/** Strings of the console's frame; each part of the console has a file of its own. */
export const staffConsole = {
  nav: {
    label: 'Console',
    queue: 'Review queue',
    introductions: 'Introductions',
    catalogue: 'Catalogue',
    evaluation: 'Evaluation',
    exposure: 'Exposure',
    people: 'People',
    audit: 'Record',
    mail: 'Mail',
    learning: 'Learning',
    webhooks: 'Webhooks',
    jobs: 'Jobs',
    account: 'Your account',
  },
  needsScript:
    'Deciding, publishing and live changes need JavaScript, which is off in this browser. You can still read and filter.',
};
