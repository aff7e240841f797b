import { describe, expect, it } from 'vitest';
import { testDoor } from '../door.fixture.js';

interface Document {
  readonly openapi: string;
  readonly servers: { readonly url: string }[];
  readonly paths: Record<
    string,
    Record<string, { operationId: string; requestBody?: { content: Record<string, { schema: object }> } }>
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
      properties: { limit: { type: 'integer', minimum: 1, maximum: 1000 }, exclude: { maxItems: 10_000 } },
      additionalProperties: false,
    });
    expect(paths['/feedback']?.post?.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['itemId', 'kind'],
      properties: { kind: { enum: ['clicked', 'dismissed', 'liked'] } },
    });
    expect(Object.keys(paths['/v1/t']?.post?.requestBody?.content ?? {})).toEqual(['application/json', 'text/plain']);
    expect(Object.keys(paths['/unsubscribe'] ?? {})).toEqual(['get', 'post']);
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
