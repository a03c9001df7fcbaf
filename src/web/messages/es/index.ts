import type { PublicMessages } from '../en/index.js';
import { createFormat } from '../format.js';
import { esAbout } from './about.js';
import { esAnswer } from './answer.js';
import { esAsk } from './ask.js';
import { esChallenges } from './challenges.js';
import { esClimate } from './climate.js';
import { esConfirm } from './confirm.js';
import { esEntry } from './entry.js';
import { esFrame } from './frame.js';
import { esIntroductions } from './introductions.js';
import { esOpenData } from './open-data.js';
import { esRanking } from './ranking.js';

/** Every string of the pages that anyone may read, in Spanish. docs/languages.md has the words for our things. */
export const esPublic: PublicMessages = {
  format: createFormat('es'),
  direction: 'ltr',
  product: 'CityMatch',
  ...esFrame,
  ...esAsk,
  ...esAnswer,
  ...esEntry,
  about: esAbout,
  challenges: esChallenges,
  climate: esClimate,
  confirm: esConfirm,
  introductions: esIntroductions,
  openData: esOpenData,
  ranking: esRanking,
};
