/** Options of every command that starts the stack. */
export const STACK_OPTIONS = {
  api: { type: 'string', default: '2' },
  workers: { type: 'string', default: '2' },
  dir: { type: 'string' },
  meili: { type: 'string' },
  'without-meili': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;
