import type { PublicMessages } from '../en/index.js';
import { createFormat } from '../format.js';
import { frAbout } from './about.js';
import { frAnswer } from './answer.js';
import { frAsk } from './ask.js';
import { frChallenges } from './challenges.js';
import { frClimate } from './climate.js';
import { frConfirm } from './confirm.js';
import { frEntry } from './entry.js';
import { frFrame } from './frame.js';
import { frIntroductions } from './introductions.js';
import { frOpenData } from './open-data.js';
import { frRanking } from './ranking.js';

/** Every string of the pages that anyone may read, in French. docs/languages.md has the words for our things. */
export const frPublic: PublicMessages = {
  format: createFormat('fr'),
  direction: 'ltr',
  product: 'CityMatch',
  ...frFrame,
  ...frAsk,
  ...frAnswer,
  ...frEntry,
  about: frAbout,
  challenges: frChallenges,
  climate: frClimate,
  confirm: frConfirm,
  introductions: frIntroductions,
  openData: frOpenData,
  ranking: frRanking,
};
