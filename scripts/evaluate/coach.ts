import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { adviceOn } from '../../src/challenges/coach.js';
import { adviceSchema, draftSchema } from '../../src/challenges/contract.js';

const kindSchema = adviceSchema.shape.kind;
type Kind = z.infer<typeof kindSchema>;

const lineSchema = draftSchema.extend({
  id: z.string(),
  language: z.string(),
  half: z.enum(['worked on', 'held out']),
  /** Kinds of advice that are right. */
  advice: z.array(kindSchema),
});
type Line = z.infer<typeof lineSchema>;

/** How often advice was given, right, and missed. */
export interface CoachFigures {
  given: number;
  right: number;
  wanted: number;
}

export interface CoachReport {
  drafts: number;
  all: CoachFigures;
  byKind: Map<Kind, CoachFigures>;
  /** What was wrongly said or not said, draft by draft. */
  faults: { id: string; wrong: Kind[]; missed: Kind[] }[];
}

/** Labelled drafts: those that the coach was worked on with, and those written when that was done. */
export async function readDrafts(file: string): Promise<{ worked: Line[]; heldOut: Line[] }> {
  const text = await readFile(file, 'utf8');
  const lines = text.trimEnd().split('\n');
  const drafts = lines.map((line) => lineSchema.parse(JSON.parse(line)));
  return {
    worked: drafts.filter(({ half }) => half === 'worked on'),
    heldOut: drafts.filter(({ half }) => half === 'held out'),
  };
}

/** What the coach says of the drafts against what is right; a kind counts once a draft. */
export function judgeCoach(drafts: readonly Line[]): CoachReport {
  const byKind = new Map(kindSchema.options.map((kind) => [kind, { given: 0, right: 0, wanted: 0 }]));
  const all = { given: 0, right: 0, wanted: 0 };
  const faults: CoachReport['faults'] = [];
  for (const { id, advice: wanted, ...draft } of drafts) {
    const given = [...new Set(adviceOn(draft).map(({ kind }) => kind))];
    for (const [kind, figures] of byKind) {
      const [said, due] = [given.includes(kind), wanted.includes(kind)];
      for (const sum of [figures, all]) {
        sum.given += said ? 1 : 0;
        sum.wanted += due ? 1 : 0;
        sum.right += said && due ? 1 : 0;
      }
    }
    const wrong = given.filter((kind) => !wanted.includes(kind));
    const missed = wanted.filter((kind) => !given.includes(kind));
    if (wrong.length + missed.length > 0) faults.push({ id, wrong, missed });
  }
  return { drafts: drafts.length, all, byKind, faults };
}

/** Share of what was said that is right; of what is right that was said. NaN where there is nothing. */
export const precisionOf = ({ given, right }: CoachFigures) => right / given;
export const recallOf = ({ wanted, right }: CoachFigures) => right / wanted;

const share = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2)).padStart(11);

function printHalf(name: string, { drafts, all, byKind, faults }: CoachReport): void {
  const heads = ['precision', 'recall', 'said', 'right'].map((head) => head.padStart(11)).join('');
  console.log(`\n${`${name} (${drafts})`.padEnd(22)}${heads}`);
  for (const [kind, figures] of [...byKind, ['all', all] as const]) {
    const counts = [figures.given, figures.wanted].map((count) => String(count).padStart(11)).join('');
    console.log(`  ${kind.padEnd(20)}${share(precisionOf(figures))}${share(recallOf(figures))}${counts}`);
  }
  for (const { id, wrong, missed } of faults)
    console.log(
      `  ${id}${wrong.map((kind) => ` +${kind}`).join('')}${missed.map((kind) => ` -${kind}`).join('')}`,
    );
}

/** Prints precision and recall of the coach, for each half of the drafts. */
export async function evaluateCoach(file: string): Promise<void> {
  const { worked, heldOut } = await readDrafts(file);
  printHalf('worked on', judgeCoach(worked));
  printHalf('held out', judgeCoach(heldOut));
}
