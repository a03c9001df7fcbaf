/** `npm run worker`: the workers in a process of their own. */
import { createLog } from '../src/log.js';

/** Exit code for settings that cannot be used (EX_CONFIG of sysexits.h). */
const EXIT_CONFIG = 78;

createLog('info').fatal(
  'The workers run in the server process (npm start): a process of their own needs a queue and a search engine that several processes share, which this version does not have',
);
process.exitCode = EXIT_CONFIG;
