import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { validate } from '../http/validate.js';
import { IMPORT_TYPES, type ImportService, importSchema, MAX_IMPORT_BYTES } from './contract.js';

const params = z.strictObject({ id: z.string().max(40).describe('Id of the import') });
const staff = { tag: 'Catalogue', access: 'staff', query: NO_PARAMETERS, body: NO_BODY } as const;
const templateQuery = z.strictObject({
  kind: z.enum(['case-study', 'provider']).default('case-study').describe('Kind of entry'),
});

/** `/v1/imports`: files of entries. */
export function importCalls(service: ImportService): Call[] {
  return [
    call({
      ...staff,
      method: 'post',
      path: '/v1/imports',
      operationId: 'importEntries',
      summary: 'Import a file of entries',
      description:
        'JSON Lines (one entry a line) or CSV (a header line with the names of fields, `|` between the values of a list), 20 MiB at most. Every bad row is reported by its line and stops no other; entries are known by their id, so importing a file again changes nothing. With `dryRun` nothing is saved.',
      params: NO_PARAMETERS,
      query: z.strictObject({
        dryRun: z.enum(['true', 'false']).default('false').describe('Only look it through'),
        name: z.string().max(200).default('upload').describe('Name of the file, for the list'),
      }),
      upload: { types: Object.keys(IMPORT_TYPES), maxBytes: MAX_IMPORT_BYTES },
      body: z.instanceof(Uint8Array),
      response: importSchema,
      responseDescription: 'What became of it, or would',
      status: 201,
      handle: ({ query: { dryRun, name }, body: content, mediaType }, asker) => {
        const format = Object.entries(IMPORT_TYPES).find(([type]) => type === mediaType)?.[1] ?? 'jsonl';
        return service.take({ name, format, content }, { dryRun: dryRun === 'true' }, asker);
      },
    }),
    call({
      ...staff,
      method: 'get',
      path: '/v1/imports',
      operationId: 'listImports',
      summary: 'Imports',
      description: 'Files that were uploaded, newest first, without their reports.',
      params: NO_PARAMETERS,
      response: z.object({ imports: z.array(importSchema).describe('The last 100') }),
      responseDescription: 'The imports',
      handle: async () => ({ imports: await service.list(100) }),
    }),
    {
      ...staff,
      method: 'get',
      path: '/v1/imports/template.csv',
      operationId: 'getImportTemplate',
      summary: 'A CSV to fill in',
      description: 'The header line of a kind of entry, with an example.',
      params: NO_PARAMETERS,
      query: templateQuery,
      response: z.string().meta({ description: 'CSV' }),
      responseDescription: 'The template (text/csv)',
      async answer(req, res) {
        const { kind } = validate(templateQuery, req.query, 'query');
        const template = await service.template(kind);
        res
          .set({
            'Content-Type': 'text/csv; charset=utf-8',
            'Cache-Control': 'private, no-cache',
            'Content-Disposition': `attachment; filename="citymatch-${kind}.csv"`,
          })
          .send(template);
      },
    },
    call({
      ...staff,
      method: 'get',
      path: '/v1/imports/{id}',
      operationId: 'getImport',
      summary: 'One import',
      description: 'With its report, row by row.',
      params,
      response: importSchema,
      responseDescription: 'The import',
      problems: ['not-found'],
      handle: ({ params: { id } }) => service.get(id),
    }),
    call({
      ...staff,
      method: 'post',
      path: '/v1/imports/{id}/run',
      operationId: 'runImport',
      summary: 'Import what was looked through',
      description: 'The same file once more, this time for good; also where a run was broken off.',
      params,
      response: importSchema,
      responseDescription: 'What became of it',
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id } }, asker) => service.run(id, asker),
    }),
  ];
}
