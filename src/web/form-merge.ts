import { createHash } from 'node:crypto';

/** A field of a form as it is saved: what tells whether two forms say the same in it. */
export type SavedField<Values, Field extends string> = (values: Values, field: Field) => unknown;

/** A few letters for each field, that tell later whether it was touched; sent along with the form. */
export function marksOf<Values, Field extends string>(
  fields: readonly Field[],
  values: Values,
  saved: SavedField<Values, Field>,
): string {
  return fields.map((field) => `${field}:${mark(saved(values, field))}`).join(' ');
}

const mark = (value: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64url')
    .slice(0, 10);

/** The fields in which two forms differ. */
export function differingFields<Values, Field extends string>(
  fields: readonly Field[],
  a: Values,
  b: Values,
  saved: SavedField<Values, Field>,
): Field[] {
  const same = (field: Field) => JSON.stringify(saved(a, field)) === JSON.stringify(saved(b, field));
  return fields.filter((field) => !same(field));
}

/**
 * Brings a form together with what somebody else saved meanwhile: a field that only they touched says theirs, one
 * that only the sender touched the sender's; of one that both touched the sender's is kept, and named.
 * @param base What `marksOf` gave when the form was made; what it does not know counts as touched.
 */
export function mergeForms<Values extends Record<Field, unknown>, Field extends string>(
  fields: readonly Field[],
  { typed, stored, base }: { typed: Values; stored: Values; base: string },
  saved: SavedField<Values, Field>,
): { values: Values; theirs: Field[]; both: Field[] } {
  const marks = new Map(base.split(' ').map((one) => [one.split(':')[0], one.split(':')[1]]));
  const values = { ...typed };
  const theirs: Field[] = [];
  const both: Field[] = [];
  for (const field of differingFields(fields, typed, stored, saved)) {
    const was = marks.get(field);
    if (was === mark(saved(typed, field))) {
      theirs.push(field);
      Object.assign(values, { [field]: stored[field] });
    } else if (was !== mark(saved(stored, field))) both.push(field);
  }
  return { values, theirs, both };
}
