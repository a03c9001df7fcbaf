import { staffAccounts } from './accounts.js';
import { staffConsole } from './console.js';
import { staffDisclosure } from './disclosure.js';
import { staffEvaluation } from './evaluation.js';
import { staffExposure } from './exposure.js';
import { staffHarvest } from './harvest.js';
import { staffImports } from './imports.js';
import { staffIntroductions } from './introductions.js';
import { staffLearning } from './learning.js';
import { staffRecords } from './records.js';
import { staffReview } from './review.js';
import { staffUpkeep } from './upkeep.js';
import { staffWebhooks } from './webhooks.js';

/** Every string of the console, which the secretariat reads in English. */
export const staff = {
  accounts: staffAccounts,
  console: staffConsole,
  disclosure: staffDisclosure,
  evaluation: staffEvaluation,
  exposure: staffExposure,
  harvest: staffHarvest,
  imports: staffImports,
  introductionDesk: staffIntroductions,
  learning: staffLearning,
  records: staffRecords,
  review: staffReview,
  upkeep: staffUpkeep,
  webhooks: staffWebhooks,
};
