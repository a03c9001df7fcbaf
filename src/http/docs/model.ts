import { z } from 'zod';
import type { OpenApiDocument } from '../openapi.js';

/** One field of a body or an answer, or one parameter; `depth` says how far inside it is. */
export interface Field {
  name: string;
  depth: number;
  type: string;
  required: boolean;
  description: string;
  limits: string;
}

/** One call of the API as its page shows it. */
export interface CallView {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: Field[];
  body: Field[] | undefined;
  example: string | undefined;
  answers: { status: string; description: string; fields: Field[]; problem: boolean }[];
}

export interface DocsView {
  title: string;
  description: string;
  version: string;
  groups: { name: string; description: string; calls: CallView[] }[];
  problem: Field[];
}

/** The part of JSON Schema that zod-to-openapi writes. */
interface Schema {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  default?: unknown;
  minimum?: number | undefined;
  maximum?: number | undefined;
  maxLength?: number | undefined;
  maxItems?: number | undefined;
  items?: Schema | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: Schema | boolean | undefined;
  oneOf?: Schema[] | undefined;
  anyOf?: Schema[] | undefined;
}

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxLength: z.number().optional(),
    maxItems: z.number().optional(),
    items: schemaSchema.optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), schemaSchema]).optional(),
    oneOf: z.array(schemaSchema).optional(),
    anyOf: z.array(schemaSchema).optional(),
  }),
);

const contentSchema = z.record(
  z.string(),
  z.object({ schema: schemaSchema, example: z.unknown().optional() }),
);
const documentSchema = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        tags: z.array(z.string()),
        summary: z.string(),
        description: z.string(),
        parameters: z
          .array(
            z.object({
              name: z.string(),
              required: z.boolean().default(false),
              schema: schemaSchema,
              description: z.string().optional(),
            }),
          )
          .default([]),
        requestBody: z.object({ content: contentSchema }).optional(),
        responses: z.record(
          z.string(),
          z.object({ description: z.string(), content: contentSchema.default({}) }),
        ),
      }),
    ),
  ),
});

type Components = Record<string, Schema>;
/** Most values of a list that are shown one by one. */
const SHOWN_VALUES = 8;

/** What the page about the API shows, out of the API's document. */
export function readDocument(document: OpenApiDocument): DocsView {
  const { info, tags, components, paths } = documentSchema.parse(document);
  const schemas = components.schemas;
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => {
      const body = call.requestBody?.content['application/json'];
      return {
        tag: call.tags[0],
        view: {
          id: call.operationId,
          method: method.toUpperCase(),
          path,
          summary: call.summary,
          description: call.description,
          parameters: call.parameters.map((one) => ({
            ...fieldOf(
              one.name,
              { ...one.schema, description: one.description ?? one.schema.description },
              schemas,
            ),
            required: one.required,
          })),
          body: body && fieldsOf(body.schema, schemas),
          example: body?.example === undefined ? undefined : JSON.stringify(body.example, null, 2),
          answers: Object.entries(call.responses).map(([status, { description, content }]) => ({
            status,
            description,
            problem: content['application/problem+json'] !== undefined,
            fields: content['application/json'] ? fieldsOf(content['application/json'].schema, schemas) : [],
          })),
        } satisfies CallView,
      };
    }),
  );
  return {
    title: info.title,
    version: info.version,
    description: info.description,
    groups: tags.map(({ name, description }) => ({
      name,
      description,
      calls: calls.filter(({ tag }) => tag === name).map(({ view }) => view),
    })),
    problem: fieldsOf({ $ref: '#/components/schemas/Problem' }, schemas),
  };
}

function resolve(schema: Schema, components: Components): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const target = name === undefined ? undefined : components[name];
  return target ? { ...target, description: schema.description ?? target.description } : schema;
}

/** The fields of an object, those of the objects inside it after their own. */
function fieldsOf(schema: Schema, components: Components, depth = 0): Field[] {
  const own = resolve(schema, components);
  const variants = (own.oneOf ?? own.anyOf ?? []).map((one) => resolve(one, components));
  if (variants.length > 0) {
    return variants.flatMap((one) => {
      const fields = fieldsOf(one, components, depth);
      if (fields.length === 0 || one.description === undefined) return fields;
      return [
        { name: '', depth, type: '', required: true, description: one.description, limits: '' },
        ...fields,
      ];
    });
  }
  if (own.items) return fieldsOf(own.items, components, depth);
  if (typeof own.additionalProperties === 'object' && !own.properties) {
    return fieldsOf(own.additionalProperties, components, depth);
  }
  return Object.entries(own.properties ?? {}).flatMap(([name, property]) => [
    { ...fieldOf(name, property, components), depth, required: own.required?.includes(name) ?? false },
    ...fieldsOf(property, components, depth + 1),
  ]);
}

function fieldOf(name: string, schema: Schema, components: Components): Field {
  const own = resolve(schema, components);
  return {
    name,
    depth: 0,
    type: typeOf(own, components),
    required: false,
    description: own.description ?? '',
    limits: limitsOf(own, components),
  };
}

function typeOf(schema: Schema, components: Components): string {
  const own = resolve(schema, components);
  if (own.items) return `list of ${typeOf(own.items, components)}`;
  if (own.enum || own.const !== undefined) return 'text';
  const names: Record<string, string> = { string: 'text', integer: 'whole number', boolean: 'true or false' };
  const types = [own.type ?? (own.oneOf || own.anyOf ? 'object' : 'any')].flat();
  return types.map((type) => names[type] ?? type).join(' or ');
}

function limitsOf(own: Schema, components: Components): string {
  const values = own.enum ?? (own.items ? resolve(own.items, components).enum : undefined);
  const several = values?.map(String) ?? (own.const === undefined ? [] : [String(own.const)]);
  const listed =
    several.length > SHOWN_VALUES ? [...several.slice(0, SHOWN_VALUES), `${several.length} in all`] : several;
  return [
    listed.join(', '),
    own.minimum !== undefined && own.maximum !== undefined
      ? `${figure(own.minimum)} to ${figure(own.maximum)}`
      : '',
    own.maxLength === undefined ? '' : `${figure(own.maxLength)} characters at most`,
    own.maxItems === undefined ? '' : `${own.maxItems} at most`,
    own.default === undefined || own.default === '' ? '' : `default ${JSON.stringify(own.default)}`,
  ]
    .filter((limit) => limit !== '')
    .join('; ');
}

const figure = (value: number) => value.toLocaleString('en');
