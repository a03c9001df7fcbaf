/** The dependency rule: features import ports and `db`, adapters import their port only, `app.ts` wires. */
const adapters =
  '^src/(partners/redis-quotas|search/(embedded|meilisearch|database)|embedding/(bundled|transformers)|queue/(bullmq|pglite-pool)|db/(client|migrate|apply-migrations|copying-|pglite|postgres))';
const features =
  '^src/(catalogue|upkeep|imports|changes|harvest|taxonomy|challenges|introductions|evaluation|fairness|learning|matching|recommendations|review|audit|maintenance|partners|accounts|indexing|backup|mcp|open-data|webhooks)/';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'features-know-no-adapter',
      comment: 'A feature takes a port; only src/app.ts (and scripts, tests) chooses the adapter.',
      severity: 'error',
      from: { path: features },
      to: { path: adapters },
    },
    {
      name: 'features-know-no-http-or-web',
      comment: "A feature's own routes.ts is the only place where it meets HTTP.",
      severity: 'error',
      from: { path: features, pathNot: '/routes\\.ts$' },
      to: { path: '^src/(http|web)/' },
    },
    {
      name: 'adapters-import-their-port-only',
      severity: 'error',
      from: { path: '^src/(search|embedding|queue|db|text)/' },
      to: { path: `${features}|^src/(http|web)/` },
    },
    {
      name: 'nothing-imports-app-or-server',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^(src/server\\.ts|workers/index\\.ts)$' },
      to: { path: '^src/(app|server)\\.ts$' },
    },
    {
      name: 'product-imports-no-test',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^(test|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
