import type { Embedder } from '../embedding/port.js';
import { dot } from './candidate.js';
import type { Background } from './question-figures.js';

/** Sentences of the field that have nothing to do with each other. */
const UNRELATED = [
  'The bus network was redesigned around five frequent lines.',
  'Households sort food scraps into a brown bin every week.',
  'The seawall was rebuilt with planted terraces.',
  'Street lamps are dimmed after midnight.',
  'The council publishes its budget as open data.',
  'Nurses visit elderly people at home during hot weeks.',
  'Leaks in the water mains are found with listening devices.',
  'School kitchens buy vegetables from nearby farms.',
  'Old apartment blocks were insulated and given new windows.',
  'Families on the hillside received titles to their land.',
  'A sensor network measures fine dust near main roads.',
  'The city issued a bond to pay for its wastewater plant.',
  'Beekeepers map flowering trees in public parks.',
  'Waste heat from a factory warms two thousand homes.',
  'Cyclists may use the former railway line.',
  'Fishing crews agreed on a closed season in the lagoon.',
];

/**
 * The cosine that unrelated texts have with this model: its mean and standard deviation over 120 pairs.
 * Similarities become comparable between models when they are told in these units.
 */
export async function measureBackground(embedder: Embedder): Promise<Background> {
  const vectors = await embedder.embed(UNRELATED, 'query');
  const cosines = vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => dot(a, b)));
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const variance = cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0) / cosines.length;
  return { mean, deviation: Math.max(1e-3, Math.sqrt(variance)) };
}
