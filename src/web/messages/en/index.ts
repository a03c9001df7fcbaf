import { createFormat } from '../format.js';
import { enAbout } from './about.js';
import { enAnswer } from './answer.js';
import { enAsk } from './ask.js';
import { enChallenges } from './challenges.js';
import { enClimate } from './climate.js';
import { enConfirm } from './confirm.js';
import { enEntry } from './entry.js';
import { enFrame } from './frame.js';
import { enIntroductions } from './introductions.js';
import { enOpenData } from './open-data.js';
import { enRanking } from './ranking.js';

/**
 * Every string of the pages that anyone may read, in English. Another language is another object of the same type;
 * whatever depends on a number is a function, so that each language can follow its own plural rules.
 */
export const enPublic = {
  format: createFormat('en'),
  direction: 'ltr' as 'ltr' | 'rtl',
  product: 'CityMatch',
  ...enFrame,
  ...enAsk,
  ...enAnswer,
  ...enEntry,
  about: enAbout,
  challenges: enChallenges,
  climate: enClimate,
  confirm: enConfirm,
  introductions: enIntroductions,
  openData: enOpenData,
  ranking: enRanking,
};

/** The strings of the pages that anyone may read: there in every language, whole. */
export type PublicMessages = typeof enPublic;
