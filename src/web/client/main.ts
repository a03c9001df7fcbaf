import { enhanceEntry, rememberAnswer } from './back.js';
import { enhanceCopies } from './copy.js';
import { enhanceForm } from './form.js';
import { enhanceMap } from './map.js';
import { enhancePickers } from './pickers.js';
import { enhanceSpeak } from './speak.js';
import { watchStart } from './starting.js';
import { enhanceSubmission } from './submission.js';
import { createSwap } from './swap.js';

document.documentElement.classList.add('enhanced');
const swap = createSwap({ afterSwap: enhancePage });
enhancePage();
enhancePickers(swap);
enhanceMap();
watchStart();
enhanceSpeak();
enhanceSubmission();
enhanceCopies();
document.getElementById('error-summary')?.focus();

/** What must be done anew for every page that is shown, swapped in or not. */
function enhancePage(): void {
  enhanceForm(swap);
  enhanceEntry();
  rememberAnswer();
}
