import { expect, it } from 'vitest';
import { documentSchema, withoutStaff } from '../../scripts/client/select.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const document = documentSchema.parse({
  openapi: '3.1.0',
  info: { title: 'CityMatch', version: '1' },
  paths: {
    '/open': { get: { security: [], responses: ref('Outer') } },
    '/city': { get: { security: [{ link: [] }, { session: [] }] }, delete: { security: [{ session: [] }] } },
    '/keys': { get: { security: [{ publishableKey: [] }, { serverKey: [] }] } },
    '/staff': { get: { security: [{ session: [] }], responses: ref('Secret') } },
  },
  webhooks: { 'something.happened': { post: { requestBody: ref('Told') } } },
  components: {
    schemas: {
      Told: {},
      Outer: { items: ref('Inner') },
      Inner: { items: ref('Inner') },
      Secret: { items: ref('Inner') },
    },
    securitySchemes: { link: {}, session: {} },
  },
});

it('leaves out what only the people of the secretariat may call, and the schemas that nothing else uses', () => {
  const { paths, components, info } = withoutStaff(document);
  expect(Object.entries(paths).map(([path, methods]) => [path, Object.keys(methods)])).toEqual([
    ['/open', ['get']],
    ['/city', ['get']],
    ['/keys', ['get']],
  ]);
  expect(Object.keys(components.schemas)).toEqual(['Told', 'Outer', 'Inner']);
  expect(components).toHaveProperty('securitySchemes');
  expect(info).toEqual(document.info);
});
