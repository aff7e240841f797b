import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { testDoor } from '../door.fixture.js';

type Content = Record<string, { schema: object }>;

interface Document {
  readonly openapi: string;
  readonly servers: { readonly url: string }[];
  readonly paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        parameters?: object[];
        requestBody?: { content: Content };
        responses: Record<string, { content?: Content }>;
      }
    >
  >;
}

async function documentOf(options = {}): Promise<Document> {
  const { door } = await testDoor(options);
  const response = await door.handle(
    new Request(`https://door.example${'basePath' in options ? options.basePath : ''}/openapi.json`),
  );
  expect(response.status).toBe(200);
  return (await response.json()) as Document;
}

describe('the OpenAPI document', () => {
  it('holds every route, and each body as it is checked', async () => {
    const { openapi, servers, paths } = await documentOf();
    expect([openapi, servers]).toEqual(['3.1.0', [{ url: '/' }]]);
    const named = ['identify', 'track', 'page', 'screen', 'group', 'alias'].flatMap((kind) => [
      `/v1/${kind}`,
      `/v1/${kind[0]}`,
    ]);
    const others = [
      '/v1/batch',
      '/v1/b',
      '/recommendations',
      '/decisions',
      '/feedback',
      '/webhooks/{plugin}',
      '/unsubscribe',
      '/openapi.json',
    ];
    expect(Object.keys(paths).toSorted()).toEqual([...named, ...others].toSorted());
    expect(paths['/recommendations']?.post?.requestBody?.content['application/json']?.schema).toMatchObject({
      properties: { limit: { type: ['integer', 'null'], minimum: 1, maximum: 1000 }, exclude: { maxItems: 10_000 } },
      additionalProperties: false,
    });
    expect(paths['/feedback']?.post?.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['itemId', 'kind'],
      properties: { kind: { enum: ['clicked', 'dismissed', 'liked'] } },
    });
    expect(Object.keys(paths['/v1/t']?.post?.requestBody?.content ?? {})).toEqual(['application/json', 'text/plain']);
    expect(Object.keys(paths['/unsubscribe'] ?? {})).toEqual(['get', 'post']);
  });

  it.each([{}, { origin: 'https://shop.example', basePath: '/sintonia' }])(
    'is OpenAPI 3.1, with %j',
    async (options) => {
      const document = await documentOf(options);
      const found = await new Validator().validate(document as never);
      expect(found.errors ?? []).toEqual([]);
      const broken = { ...document, paths: { '/v1/t': { post: { parameters: [{ in: 'nowhere' }] } } } };
      expect((await new Validator().validate(broken as never)).valid).toBe(false);
    },
  );

  it('says of every operation what it answers, and when it does not', async () => {
    const { paths } = await documentOf();
    const statuses = (path: string, method = 'post') => Object.keys(paths[path]?.[method]?.responses ?? {});
    const tracking = ['200', '400', '401', '403', '413', '415', '429', '500', '503'];
    expect(statuses('/v1/track')).toEqual(tracking);
    expect(statuses('/v1/batch')).toEqual(tracking);
    expect(statuses('/feedback')).toEqual(tracking);
    expect(statuses('/recommendations')).toEqual(['200', '400', '401', '404', '413', '415', '429', '500', '503']);
    expect(statuses('/webhooks/{plugin}')).toEqual(['200', '400', '401', '404', '413', '500', '503']);
    expect(statuses('/unsubscribe')).toEqual(['200', '400', '413', '415', '500', '503']);
    for (const [path, operations] of Object.entries(paths)) {
      for (const { responses } of Object.values(operations)) {
        const type = path === '/unsubscribe' ? 'text/html' : 'application/json';
        expect(responses['200']?.content?.[type]?.schema).toHaveProperty('type');
      }
    }
  });

  it('names the token and the forms of the way out, and that a webhook may be anything', async () => {
    const { paths } = await documentOf();
    const { get, post } = paths['/unsubscribe'] ?? expect.unreachable();
    for (const operation of [get, post]) {
      expect(operation?.parameters).toMatchObject([{ name: 'token', in: 'query', schema: { type: 'string' } }]);
    }
    const forms = post?.requestBody?.content ?? {};
    expect(Object.keys(forms)).toEqual(['application/x-www-form-urlencoded', 'multipart/form-data']);
    expect(forms['multipart/form-data']?.schema).toHaveProperty('properties.List-Unsubscribe');
    expect(paths['/webhooks/{plugin}']?.post?.requestBody?.content).toEqual({ '*/*': { schema: {} } });
  });

  it('gives every operation a name of its own', async () => {
    const { paths } = await documentOf();
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('postV1Batch');
  });

  it('knows where it stands', async () => {
    const options = { origin: 'https://shop.example', basePath: '/sintonia' };
    expect((await documentOf(options)).servers).toEqual([{ url: 'https://shop.example/sintonia' }]);
  });
});
