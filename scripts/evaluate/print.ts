import type { Figures, Report } from '../../src/matching/evaluate.js';

const number = (value: number) => (Number.isNaN(value) ? '    –' : value.toFixed(3));
const share = (value: number) => (Number.isNaN(value) ? '–' : `${Math.round(value * 100)}%`);

function row(name: string, figures: Figures): string {
  const cells = [
    number(figures.ndcg10),
    number(figures.recall20),
    number(figures.mrr10),
    String(figures.statements),
  ];
  return `  ${name.padEnd(22)}${cells.map((cell) => cell.padStart(11)).join('')}`;
}

/** Prints the evaluation as tables for people. */
export function printReport(
  about: { judgments: string; model: string; entries: number },
  reports: Readonly<Record<string, Report>>,
  worst: number,
): void {
  console.log(`${about.judgments} against ${about.entries} entries, model ${about.model}`);
  for (const [mode, report] of Object.entries(reports)) {
    const heads = ['nDCG@10', 'recall@20', 'MRR@10', 'statements'].map((head) => head.padStart(11)).join('');
    console.log(`\n${mode.padEnd(24)}${heads}`);
    console.log(row('all languages', report.all));
    for (const [language, figures] of Object.entries(report.byLanguage))
      console.log(row(`language ${language}`, figures));
    for (const [kind, figures] of Object.entries(report.byKind)) console.log(row(`${kind} only`, figures));
  }
  const { hybrid, typos } = reports;
  if (!hybrid) return;
  const { nothingFits, calibration } = hybrid;
  console.log(
    `\n"Nothing fits": told for ${share(nothingFits.toldSo)} of the ${nothingFits.unanswerable} statements that nothing fits; ` +
      `${share(nothingFits.answered)} of the ${nothingFits.answerable} others are answered; ` +
      `precision ${share(nothingFits.precision)}, right decisions ${share(nothingFits.accuracy)}`,
  );
  console.log(
    `Expected calibration error of the ${calibration.shown} results shown: ${number(calibration.error)}`,
  );
  if (typos)
    console.log(
      `Every tenth letter of long words changed: nDCG@10 ${number(typos.all.ndcg10)} instead of ${number(hybrid.all.ndcg10)}, English ${number(typos.byLanguage.en?.ndcg10 ?? Number.NaN)} instead of ${number(hybrid.byLanguage.en?.ndcg10 ?? Number.NaN)}`,
    );
  if (worst > 0) console.log('\nAnswered worst:');
  for (const { id, language, ndcg10 } of hybrid.statements.slice(0, worst)) {
    console.log(`  ${id} (${language}) ${number(ndcg10)}`);
  }
}
