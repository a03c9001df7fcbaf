import { z } from 'zod';
import { stem } from '../../text/stem.js';
import type { IndexInfo } from '../port.js';
import { baseOf } from '../stems.js';
import { Vocabulary } from '../vocabulary.js';
import type { HeldWords } from '../word-query.js';
import type { MeiliClient, Read } from './client.js';
import { type Records, referenceSchema } from './records.js';
import { SAMPLE, Statistics } from './statistics.js';
import { decodeTerm } from './terms.js';

/** What queries are read and scored by: the words of the index, and how common they are. */
export interface Overview extends HeldWords {
  info: IndexInfo;
  statistics: Statistics;
}

const countsSchema = z.record(z.string(), z.number());
const answerSchema = z.object({
  estimatedTotalHits: z.number(),
  facetDistribution: z.object({
    model: countsSchema.optional(),
    language: countsSchema.optional(),
    words: countsSchema.optional(),
  }),
});

/** Languages that a query is read in while the index tells of none: those that have a stemmer. */
const WHILE_EMPTY = ['en', 'es', 'fr', 'pt', 'de', 'id', 'ar', 'hi'];

/** How many documents the index holds, and of which model their vectors are, as it is now. */
export async function readInfo(client: MeiliClient, index: string): Promise<IndexInfo> {
  return infoOf(await ask(client.read, index, ['model']));
}

/**
 * Reads the words of the whole index, and a sample of its records.
 * @throws AppError `unavailable`.
 */
export async function readOverview(client: MeiliClient, index: string, records: Records): Promise<Overview> {
  const answer = await ask(client.readPatiently, index, ['model', 'language', 'words']);
  const { language = {}, words = {} } = answer.facetDistribution;
  const languages = Object.keys(language);
  const bases = [...new Set(languages.map(baseOf))];
  const rows = Object.entries(words).flatMap(([code, count]): [string, string[], number][] => {
    const word = decodeTerm(code);
    return word === undefined ? [] : [[word, [...new Set(bases.map((one) => stem(word, one)))], count]];
  });
  const { results } = await client.readPatiently((meili) =>
    meili.index(index).getDocuments({ fields: ['id', 'revision'], sort: ['lot:asc'], limit: SAMPLE }),
  );
  const sample = await records.load(
    results.map((one) => referenceSchema.parse(one)),
    client.readPatiently,
  );
  return {
    info: infoOf(answer),
    languages: languages.length > 0 ? languages : WHILE_EMPTY,
    vocabulary: Vocabulary.fromJSON(rows),
    statistics: new Statistics([...sample.values()]),
  };
}

async function ask(read: Read, index: string, facets: string[]) {
  const answer = await read((meili) => meili.index(index).search('', { limit: 0, facets }));
  return answerSchema.parse(answer);
}

function infoOf({ estimatedTotalHits, facetDistribution }: z.infer<typeof answerSchema>): IndexInfo {
  const [model] = Object.keys(facetDistribution.model ?? {});
  const at = model?.indexOf(':') ?? 0;
  return {
    documents: estimatedTotalHits,
    modelId: model?.slice(at + 1) ?? null,
    dimensions: model === undefined ? null : Number(model.slice(0, at)),
  };
}
