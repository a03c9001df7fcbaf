import { z } from 'zod';

/** What is asked of an API's description before a client is made of it. */
export const documentSchema = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  info: z.looseObject({ title: z.literal('CityMatch'), version: z.string() }),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ security: z.array(z.record(z.string(), z.unknown())).default([]) })),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
export type ApiDocument = z.infer<typeof documentSchema>;

/** Without the calls that need a person of the secretariat, and the schemas that only those use. */
export function withoutStaff(document: ApiDocument): ApiDocument {
  const paths = Object.fromEntries(
    Object.entries(document.paths).flatMap(([path, methods]) => {
      const open = Object.entries(methods).filter(([, { security }]) => isOpen(security));
      return open.length === 0 ? [] : [[path, Object.fromEntries(open)]];
    }),
  );
  const { schemas } = document.components;
  const used = new Set<string>();
  // What is told to webhooks is for others to read.
  const todo = schemasIn({ paths, webhooks: document.webhooks });
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    todo.push(...schemasIn(schemas[name]));
  }
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, paths, components: { ...document.components, schemas: Object.fromEntries(kept) } };
}

const OPENERS = ['link', 'publishableKey', 'serverKey'];

/** Open to anyone, or to whoever has the link of a challenge or introduction, or a partner's key. */
function isOpen(security: readonly Record<string, unknown>[]): boolean {
  return security.length === 0 || security.some((scheme) => OPENERS.some((one) => one in scheme));
}

/** Names of the schemas that a part of a document points to. */
function schemasIn(part: unknown): string[] {
  const refs = JSON.stringify(part ?? null).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  return [...refs].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
