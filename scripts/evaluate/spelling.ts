import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { readJudgments } from '../../src/matching/judgments.js';
import { createSpellers } from '../../src/matching/spellers.js';
import { createGlossaries } from '../../src/taxonomy/glossary.js';
import { loadThesaurus } from '../../src/taxonomy/thesaurus.js';
import { detectLanguage } from '../../src/text/language.js';
import { tokenize } from '../../src/text/tokenize.js';
import { withTypos } from './typos.js';

const WORDS = 200;
const ROUNDS = 50;
const stated = z.object({ statement: z.string(), language: z.string().optional() });

interface Text {
  text: string;
  language: string;
}

async function judged(file: string): Promise<Text[]> {
  return (await readJudgments(file)).map(({ statement, language }) => ({ text: statement, language }));
}

async function drafted(file: string): Promise<Text[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { statement, language } = stated.parse(JSON.parse(line));
    return { text: statement, language: language ?? detectLanguage(statement).language };
  });
}

/**
 * Prints which words of the statements that come along are read as others, though nobody mistyped them on purpose; how
 * many mistyped ones are read as what was meant; and how long a statement takes.
 */
export async function evaluateSpelling(draw: number): Promise<void> {
  const spellers = createSpellers(await loadThesaurus('seeds/thesaurus.jsonl'), createGlossaries());
  const correct = ({ text, language }: Text) =>
    spellers.of(language)?.correct(text) ?? { text, corrections: [] };
  const sets = {
    'judgments.jsonl': await judged('seeds/judgments.jsonl'),
    'judgments-translated.jsonl': await judged('seeds/judgments-translated.jsonl'),
    'nothing-fits.jsonl': await judged('seeds/nothing-fits.jsonl'),
    'coach-drafts.jsonl': await drafted('seeds/coach-drafts.jsonl'),
    'challenges.jsonl': await drafted('seeds/challenges.jsonl'),
  };
  for (const [file, texts] of Object.entries(sets)) {
    const words = texts.reduce((sum, { text }) => sum + tokenize(text).length, 0);
    const changed = texts.flatMap((one) => correct(one).corrections.map(({ from, to }) => `${from} > ${to}`));
    console.log(
      `${file}: ${changed.length} of ${words} words changed${changed.map((one) => `\n  ${one}`).join('')}`,
    );
    const counts = { right: 0, wrong: 0, left: 0 };
    for (const { text, language } of texts) {
      const typed = withTypos(text, draw);
      const [meant, mistyped, read] = [text, typed, correct({ text: typed, language }).text].map((one) =>
        tokenize(one).map(({ term }) => term),
      );
      for (const [at, word] of (meant ?? []).entries()) {
        if (word === mistyped?.[at]) continue;
        if (read?.[at] === word) counts.right++;
        else if (read?.[at] === mistyped?.[at]) counts.left++;
        else counts.wrong++;
      }
    }
    console.log(
      `  mistyped: ${counts.right} read right, ${counts.wrong} wrong, ${counts.left} left as they were`,
    );
  }
  const words = (sets['judgments.jsonl'] ?? [])
    .filter(({ language }) => language === 'en')
    .flatMap(({ text }) => text.split(' '));
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const text = words.slice(round, round + WORDS).join(' ');
    const started = performance.now();
    correct({ text, language: 'en' });
    const mistyped = withTypos(text, round + 1);
    const between = performance.now();
    correct({ text: mistyped, language: 'en' });
    return { clean: between - started, mistyped: performance.now() - between };
  });
  const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
  console.log(
    `An English statement of ${WORDS} words: ${median(times.map(({ clean }) => clean)).toFixed(1)} ms, with a tenth of the letters of its long words changed ${median(times.map(({ mistyped }) => mistyped)).toFixed(1)} ms (median of ${ROUNDS})`,
  );
}
