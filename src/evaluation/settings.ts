import { z } from 'zod';
import { type MatchWeights, matchWeightsSchema } from '../matching/weights-schema.js';

const { semantic, concept, context, sector, stale, link } = matchWeightsSchema.shape;

/** The same numbers, each of which may be left out. */
function some(group: { shape: Readonly<Record<string, z.ZodType<number>>> }, described: string) {
  const shape = Object.entries(group.shape).map(([key, schema]) => [
    key,
    schema.optional().describe(`${described}: ${key}`),
  ]);
  return z
    .strictObject(Object.fromEntries(shape) as Record<string, z.ZodOptional<z.ZodType<number>>>)
    .optional()
    .describe(described);
}

/** What may be set of how entries are put in order; what is left out is as in use. */
export const settingsSchema = z
  .strictObject({
    semantic: semantic.optional().describe('Share of meaning against words, 0 to 1'),
    concept: concept.optional().describe('Weight of shared concepts'),
    context: some(context, 'Weights of the context'),
    sector: some(sector, 'The vote on what the challenge is about'),
    stale: stale.optional().describe('What an entry loses that nobody has checked for long'),
    link: some(link, 'Shares that linked entries give each other'),
  })
  .meta({ id: 'MatchSettings', description: 'Weights that differ from those in use' });
export type Settings = z.infer<typeof settingsSchema>;

/** The weights with these settings in their place. */
export function withSettings(weights: MatchWeights, settings: Settings): MatchWeights {
  const { context: parts, sector: vote, link: links, ...single } = settings;
  return matchWeightsSchema.parse({
    ...weights,
    ...single,
    context: { ...weights.context, ...parts },
    sector: { ...weights.sector, ...vote },
    link: { ...weights.link, ...links },
  });
}

/** A number that can be set: its dotted path, and its value in use. */
export interface Setting {
  path: string;
  value: number;
}

/** All numbers that can be set, in the order of the weights. */
export function settingsOf(weights: MatchWeights): Setting[] {
  return Object.keys(settingsSchema.shape).flatMap((key) => {
    const value: unknown = Object.entries(weights).find(([name]) => name === key)?.[1];
    if (typeof value === 'number') return [{ path: key, value }];
    const group = z.record(z.string(), z.number()).parse(value);
    return Object.entries(group).map(([name, one]) => ({ path: `${key}.${name}`, value: one }));
  });
}

/** Settings from numbers by dotted path, as `{ "context.size": 0.4 }`; not checked yet. */
export function nested(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const [group = '', name] = path.split('.');
    const held = result[group];
    if (name === undefined) result[group] = value;
    else result[group] = { ...(typeof held === 'object' ? held : {}), [name]: value };
  }
  return result;
}
