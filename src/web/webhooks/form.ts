import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import { validate } from '../../http/validate.js';
import { type NewWebhook, newWebhookSchema } from '../../webhooks/contract.js';
import type { FieldErrors } from '../accounts/fields.js';
import { manyValues, readFields } from '../form.js';
import type { View } from '../view.js';

/** The form of a webhook as typed. */
export interface WebhookValues {
  name: string;
  url: string;
  events: readonly string[];
  sectors: readonly string[];
  /** Codes with commas between. */
  countries: string;
}

export const EMPTY: WebhookValues = {
  name: '',
  url: '',
  events: ['entry.published', 'entry.changed', 'entry.withdrawn'],
  sectors: [],
  countries: '',
};

const listsSchema = z.object({ events: manyValues, sectors: manyValues }).catch({ events: [], sectors: [] });

export function readWebhookForm(req: Request): WebhookValues {
  const body: unknown = req.body;
  return { ...readFields(req, 'name', 'url', 'countries'), ...listsSchema.parse(body ?? {}) };
}

/** @throws AppError `bad-request` that names the fields. */
export function checkWebhookForm({ countries, ...values }: WebhookValues): NewWebhook {
  const codes = countries
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
  return validate(newWebhookSchema, { ...values, countries: codes }, 'body');
}

/** What an error says of the form's fields; other errors are thrown on. */
export function webhookErrors(view: View, error: unknown): FieldErrors {
  if (!(error instanceof AppError) || error.code !== 'bad-request') throw error;
  const found: Record<string, string> = {};
  for (const { path, message } of error.fields) {
    const field = path.split(/[.[]/, 1)[0] ?? '';
    found[field] ??= field === 'events' ? view.m.webhooks.wrongEvents : `${capital(message)}.`;
  }
  return found;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
