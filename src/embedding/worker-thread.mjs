/**
 * Entry of every embedding worker thread. Plain JavaScript: a worker thread does not get the TypeScript
 * loader of its parent, so it registers its own before it imports the script.
 */
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.script);
