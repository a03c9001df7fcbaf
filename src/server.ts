/** `npm start`: the whole product in one process; or, by `WORKERS`, the site with some of the work, or none. */
import { createApp } from './app.js';
import { runProcess } from './run-process.js';

await runProcess(createApp);
