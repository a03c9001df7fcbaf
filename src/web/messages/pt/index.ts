import type { PublicMessages } from '../en/index.js';
import { createFormat } from '../format.js';
import { ptAbout } from './about.js';
import { ptAnswer } from './answer.js';
import { ptAsk } from './ask.js';
import { ptChallenges } from './challenges.js';
import { ptClimate } from './climate.js';
import { ptConfirm } from './confirm.js';
import { ptEntry } from './entry.js';
import { ptFrame } from './frame.js';
import { ptIntroductions } from './introductions.js';
import { ptOpenData } from './open-data.js';
import { ptRanking } from './ranking.js';

/** Every string of the pages that anyone may read, in Portuguese. docs/languages.md has the words for our things. */
export const ptPublic: PublicMessages = {
  format: createFormat('pt'),
  direction: 'ltr',
  product: 'CityMatch',
  ...ptFrame,
  ...ptAsk,
  ...ptAnswer,
  ...ptEntry,
  about: ptAbout,
  challenges: ptChallenges,
  climate: ptClimate,
  confirm: ptConfirm,
  introductions: ptIntroductions,
  openData: ptOpenData,
  ranking: ptRanking,
};
