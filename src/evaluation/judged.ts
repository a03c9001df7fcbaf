import { fileURLToPath } from 'node:url';
import { hasAnswer } from '../matching/evaluate.js';
import { type Judgment, readJudgments } from '../matching/judgments.js';
import type { Used } from './run.js';

const FILES = ['judgments.jsonl', 'judgments-translated.jsonl'].map((name) =>
  fileURLToPath(new URL(`../../seeds/${name}`, import.meta.url)),
);

/** The judgments that the product comes with, translations included. */
export async function readShipped(): Promise<Judgment[]> {
  return (await Promise.all(FILES.map((file) => readJudgments(file)))).flat();
}

/** Judgments that are about a catalogue. */
export interface Applicable {
  judgments: Judgment[];
  used: Used;
}

/**
 * Judgments as far as they are about the entries of a catalogue. Entries of another one are left out, and with them
 * judgments that lose all they judge. That nothing fits a statement was said of the catalogue that the product comes
 * with: it is believed while half of the entries are from there. Pure.
 */
export function applicable(
  shipped: readonly Judgment[],
  learnt: readonly Judgment[],
  entries: ReadonlySet<string>,
): Applicable {
  const known = namedBy(shipped, entries).size * 2 >= entries.size && entries.size > 0;
  const ours = within(shipped, entries, known);
  const theirs = within(learnt, entries, true);
  const judgments = [...ours, ...theirs];
  return {
    judgments,
    used: {
      shipped: ours.length,
      learnt: theirs.length,
      leftOut: shipped.length + learnt.length - judgments.length,
      named: namedBy(judgments, entries).size,
    },
  };
}

function within(judgments: readonly Judgment[], entries: ReadonlySet<string>, believe: boolean): Judgment[] {
  return judgments.flatMap((judgment) => {
    if (!hasAnswer(judgment)) return believe ? [judgment] : [];
    const held = Object.entries(judgment.relevance).filter(([id]) => entries.has(id));
    const relevance = Object.fromEntries(held);
    return hasAnswer({ ...judgment, relevance }) ? [{ ...judgment, relevance }] : [];
  });
}

function namedBy(judgments: readonly Judgment[], entries: ReadonlySet<string>): Set<string> {
  const ids = judgments.flatMap(({ relevance }) => Object.keys(relevance));
  return new Set(ids.filter((id) => entries.has(id)));
}
