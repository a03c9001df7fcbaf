import { dot } from '../../src/matching/candidate.js';
import type { OpenMatcher } from '../../src/matching/matcher.js';
import type { Question } from '../../src/matching/question.js';
import { WEIGHTS } from '../../src/matching/weights.js';
import { BOOST, type Boost } from '../../src/search/bm25.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { sentencesOf } from '../../src/text/sentences.js';
import type { Laboratory, LaboratoryOptions } from './laboratory.js';

/** Another way of asking: what is found and how near it is changes, the order is made as usual. */
export interface Asking {
  name: string;
  matcher: Pick<OpenMatcher, 'ask'>;
}

/** What the statement is widened by, how the engine weighs, and how near a passage is. */
export async function askings(
  laboratory: Laboratory,
  { log }: Pick<LaboratoryOptions, 'log'>,
): Promise<Asking[]> {
  const { matcherWith } = laboratory;
  const boosted = async (name: string, boost: Boost): Promise<Asking> => ({
    name,
    matcher: matcherWith({ engine: await laboratory.fill(await createEmbeddedEngine({ log, boost })) }),
  });
  const fields = Object.keys(BOOST) as (keyof Boost)[];
  const same = Object.fromEntries(fields.map((field) => [field, 1])) as Record<keyof Boost, number>;
  return [
    { name: 'no thesaurus at all', matcher: matcherWith({ concepts: [] }) },
    { name: 'no concepts embedded', matcher: matcherWith({ weights: () => ({ ...WEIGHTS, labels: 0 }) }) },
    { name: 'no glossaries', matcher: matcherWith({ glossaries: { of: () => undefined } }) },
    ...[0.3, 0.5, 0.8].map((semantic) => ({
      name: `retrieval with semanticRatio ${semantic}`,
      matcher: matcherWith({ weights: () => ({ ...WEIGHTS, semantic }) }),
    })),
    await boosted('fields: all the same', same),
    await boosted('fields: title 4', { ...BOOST, title: 4 }),
    await boosted('fields: challenge 3', { ...BOOST, challenge: 3 }),
    await boosted('fields: no place', { ...BOOST, place: 0 }),
    { name: "late interaction of the statement's sentences", matcher: sentenceWise(laboratory) },
  ];
}

/**
 * Every sentence of the statement is held against every passage, and the best passages of all are averaged (after the
 * late interaction of Khattab and Zaharia 2020, by sentences in place of tokens).
 */
function sentenceWise({ matcher, embedder, engine }: Laboratory): Pick<OpenMatcher, 'ask'> {
  return {
    async ask(request) {
      const asked = await matcher.ask(request);
      const { statement, language, embed } = asked.understanding;
      const reads = embedder.languages.includes('*') || embedder.languages.includes(language);
      const sentences = sentencesOf(reads ? statement : embed, reads ? language : 'en');
      const queries = await embedder.embed(sentences, 'query');
      const documents = await engine.get(asked.candidates.map(({ facts }) => facts.entry.id));
      const candidates: Question['candidates'] = asked.candidates.map((candidate, i) => {
        const passages = (documents[i]?.vectors ?? []).filter(({ field }) => field !== 'whole');
        const { similarity } = candidate;
        if (!similarity || passages.length === 0) return candidate;
        const best = queries.map((query) => Math.max(...passages.map(({ vector }) => dot(vector, query))));
        const value = best.reduce((sum, one) => sum + one, 0) / best.length;
        return { ...candidate, similarity: { ...similarity, best: value } };
      });
      return { ...asked, candidates };
    },
  };
}
