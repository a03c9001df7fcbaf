import type { DocumentText } from './port.js';

/** What a word counts by the field it stands in. */
export type Boost = Readonly<Record<keyof DocumentText, number>>;

/** Fields by weight: what an entry is about counts more than where it is. */
export const BOOST: Boost = {
  title: 2,
  keywords: 1.5,
  summary: 1.5,
  challenge: 1.5,
  solution: 1,
  outcomes: 0.5,
  place: 1,
};

/** BM25+ (Lv and Zhai 2011): term saturation k, length normalisation b, lower bound d. */
export const BM25 = { k: 1.2, b: 0.7, d: 0.2 };

/** What one field says of one term, in a document and in the collection. */
export interface TermInField {
  /** How often the term is in the field, 1 or more. */
  frequency: number;
  /** Distinct terms of the field, and their average over all documents. */
  length: number;
  averageLength: number;
  /** Documents in all, and those that hold the term in this field. */
  documents: number;
  holding: number;
}

/** BM25+ of one term in one field, 0 or more, as MiniSearch counts it: engines that use both rank alike. */
export function bm25({ frequency, length, averageLength, documents, holding }: TermInField): number {
  const { k, b, d } = BM25;
  const rarity = Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
  const relative = averageLength > 0 ? length / averageLength : 1;
  return rarity * (d + (frequency * (k + 1)) / (frequency + k * (1 - b + b * relative)));
}
