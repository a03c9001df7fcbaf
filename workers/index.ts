/** `npm run worker`: the work in the background in a process of its own, without the site. */
import { createWorker } from '../src/app.js';
import { runProcess } from '../src/run-process.js';

await runProcess(createWorker);
