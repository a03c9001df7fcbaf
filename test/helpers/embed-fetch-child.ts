/** A process of its own that fetches a model from the hub at argv[3] into argv[2]; for tests that kill it. */
import { pino } from 'pino';
import { fetchModel } from '../../src/embedding/download.js';

const [dataDir = '', hubUrl = '', name = ''] = process.argv.slice(2);
await fetchModel({ name, dataDir, timeoutMs: 60_000, log: pino({ level: 'silent' }), sources: { hubUrl } });
