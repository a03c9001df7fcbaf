import { z } from 'zod';
import type { FieldError } from '../errors.js';
import { badRequest, validate } from './validate.js';

/** Most name-value pairs of a query: six filters of 50 values fit. */
const MAX_PAIRS = 400;

/** The raw parameters of a query in order, decoded strictly. */
export type QueryPairs = [name: string, value: string][];

/**
 * Splits a query string (without `?`) into decoded pairs: `+` is a space (WHATWG URL's form encoding), and what
 * is not percent-encoded UTF-8 is refused rather than patched up.
 * @throws AppError `bad-request`, naming the parameter.
 */
export function parseQueryString(query: string): QueryPairs {
  const parts = query.split('&', MAX_PAIRS + 1).filter((part) => part !== '');
  if (parts.length > MAX_PAIRS) {
    throw badRequest('query', [{ path: 'query', message: `takes ${MAX_PAIRS} parameters at most` }]);
  }
  return parts.map((part) => {
    const equals = part.indexOf('=');
    const [rawName, rawValue] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    const name = decode(rawName);
    if (name === undefined) {
      throw badRequest('query', [{ path: rawName.slice(0, 100), message: 'is not percent-encoded UTF-8' }]);
    }
    const value = decode(rawValue);
    if (value === undefined) {
      throw badRequest('query', [
        { path: name.slice(0, 100) || 'query', message: 'is not percent-encoded UTF-8' },
      ]);
    }
    return [name, value];
  });
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** A query's schema: a field that is a list may be repeated, any other is given once. */
export type QuerySchema = z.ZodObject<z.ZodRawShape>;

/**
 * Reads a query string by its schema. A list in `commas` may also be written with commas in one value.
 * @throws AppError `bad-request`, naming each parameter that is unknown, repeated or wrong.
 */
export function readQuery<T extends QuerySchema>(
  schema: T,
  query: string,
  commas: readonly string[] = [],
): z.output<T> {
  const given = new Map<string, string[]>();
  for (const [name, value] of parseQueryString(query)) {
    const values = commas.includes(name) ? value.split(',').filter((item) => item !== '') : [value];
    given.set(name, [...(given.get(name) ?? []), ...values]);
  }
  const errors: FieldError[] = [];
  const fields: [string, string | string[]][] = [];
  for (const [name, values] of given) {
    const [first = ''] = values;
    const field = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
    if (field === undefined) {
      errors.push({
        path: name.slice(0, 100).toWellFormed() || 'query',
        message: `is not known here; ${known(schema)}`,
      });
    } else if (isList(field)) fields.push([name, values]);
    else if (values.length === 1) fields.push([name, first]);
    else errors.push({ path: name, message: 'must be given once only' });
  }
  if (errors.length > 0) throw badRequest('query', errors);
  return validate(schema, Object.fromEntries(fields), 'query');
}

function known(schema: QuerySchema): string {
  const names = Object.keys(schema.shape);
  return names.length === 0 ? 'this address takes no parameters' : `known are ${names.join(', ')}`;
}

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isList(schema.unwrap());
  return schema instanceof z.ZodArray;
}
