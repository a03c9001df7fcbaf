/** `npm run doctor`: looks through a configuration, and says what is wrong and how to mend it. */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { examine } from '../src/doctor/examine.js';
import type { Finding } from '../src/doctor/finding.js';
import { EXIT_CONFIG, runCommand } from './command.js';

const USAGE = `npm run doctor [-- --json]
  Looks through the settings and everything that they name: folder, database, queue, search engine, model, mail, sign-in
  and traces. One line for each thing: ok, warn or wrong, and how to mend it. Servers may run meanwhile.
  --json: one JSON object, { ok, findings: [{ part, state, what, remedy? }] }.
  The exit code is 0 where nothing is wrong, 78 where something is, 1 where it could not look.`;

const log = pino({ level: 'silent' });

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const findings: Finding[] = [];
  for await (const finding of examine(undefined, log)) {
    findings.push(finding);
    if (!values.json) show(finding);
  }
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  const healthy = count('wrong') === 0;
  if (values.json) console.log(JSON.stringify({ ok: healthy, findings }, null, 2));
  else console.log(`\n${count('ok')} ok, ${count('warn')} to look at, ${count('wrong')} wrong`);
  return healthy ? 0 : EXIT_CONFIG;
}

function show({ state, part, what, remedy }: Finding): void {
  console.log(`${state.padEnd(6)}${part}: ${what}`);
  if (remedy !== undefined) console.log(`      -> ${remedy}`);
}

await runCommand(main);
