import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** A list longer than this is told by its form: an assistant pays for every word of a tool's description. */
const MAX_LISTED = 60;

/**
 * A schema as the SDK takes it, described once. The SDK is told that all is well: we check ourselves, so that an
 * assistant reads the same words about a field as any other caller.
 */
export function described(schema: z.ZodType, io: 'input' | 'output'): StandardSchemaWithJSON {
  const json = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override({ jsonSchema }) {
      // Only of use in the API's document.
      delete jsonSchema.param;
      delete jsonSchema.id;
      if (jsonSchema.enum === undefined || jsonSchema.enum.length <= MAX_LISTED) return;
      // The one list that is so long: the countries.
      delete jsonSchema.enum;
      jsonSchema.pattern = '^[A-Z]{2}$';
    },
  });
  return {
    '~standard': {
      version: 1,
      vendor: 'citymatch',
      validate: (value) => ({ value }),
      jsonSchema: { input: () => json, output: () => json },
    },
  };
}
