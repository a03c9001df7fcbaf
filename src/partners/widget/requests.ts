import { z } from 'zod';
import { searchQuerySchema } from '../../catalogue/requests.js';
import { LANGUAGES } from '../../languages.js';

/** Query of every call of the widget. */
export const widgetQuerySchema = z.strictObject({
  key: z
    .string()
    .max(100)
    .optional()
    .describe('The publishable key; a server key goes into `Authorization: Bearer` instead'),
  language: z
    .enum(LANGUAGES)
    .optional()
    .describe(
      'Language of names and sentences of the answer; absent: the one that `Accept-Language` asks for',
    ),
});

/** Query of `GET /v1/widget/search`. */
export const widgetSearchQuerySchema = searchQuerySchema.extend(widgetQuerySchema.shape);
