import { enhanceCopies } from '../../client/copy.js';
import { startChallenge } from './challenge.js';
import { startEvaluation } from './evaluation.js';
import { startPartners } from './partners.js';
import { startQueue } from './queue.js';
import { createSpeaker } from './say.js';

document.documentElement.classList.add('enhanced');

startEvaluation();
startPartners();
enhanceCopies();

// Other pages of the console have no such element: they need no script.
const frame = document.getElementById('script');
if (frame !== null) {
  const speaker = createSpeaker(frame.dataset.words ?? '{}');
  const { page, challenge } = frame.dataset;
  if (page === 'queue') startQueue(speaker);
  if (page === 'challenge' && challenge !== undefined) startChallenge(challenge, speaker);
}
