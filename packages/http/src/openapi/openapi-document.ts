import type { JsonObject } from '@sintonia/spec';
import { json } from '../request/answers.js';
import type { Operation, Route } from '../request/route.js';

const securitySchemes = {
  writeKey: { type: 'http', scheme: 'basic', description: 'A write key as user name, or `writeKey` in the body.' },
  apiKey: { type: 'http', scheme: 'bearer', description: 'A secret key. Never in a page.' },
};

const problem = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', description: 'Stable, such as `SINTONIA_INPUT_INVALID`.' },
        message: { type: 'string', description: 'For people. May be reworded.' },
        field: { type: 'string', description: 'Which part of the body it is about.' },
      },
    },
  },
};

/**
 * The OpenAPI 3.1 document of these routes, made from the shapes that check their bodies.
 *
 * @param server where the handler stands, such as `https://shop.example/sintonia`.
 */
export function openapiDocument(routes: readonly Route[], server: string): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const { path, method, operation } of routes) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(method, path, operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sintonia', version: '1.0.0', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: server }],
    paths,
    components: { securitySchemes, schemas: { Error: problem } },
  };
}

function operationOf(
  method: string,
  path: string,
  { summary, tag, security, query = {}, takes, mediaTypes = ['application/json'], ...answers }: Operation,
): JsonObject {
  const { returns, returnsType = 'application/json', gives } = answers;
  const [, last] = /\{(\w+)\}$/.exec(path) ?? [];
  const parameters: JsonObject[] = last === undefined ? [] : [parameter('path', last, { type: 'string' })];
  for (const [name, schema] of Object.entries(query)) parameters.push(parameter('query', name, schema));
  const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema: takes?.schema ?? {} }]));
  const isKnown = security === 'writeKey' || security === 'apiKey';
  const failed = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  return {
    summary,
    operationId: method.toLowerCase() + path.replace(/\W+(\w?)/g, (_, letter: string) => letter.toUpperCase()),
    tags: [tag],
    security: isKnown ? [{ [security]: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(takes !== undefined && { requestBody: { required: true, content } }),
    responses: Object.fromEntries(
      Object.entries(gives).map(([status, description]) => [
        status,
        { description, content: Number(status) >= 400 ? failed : { [returnsType]: { schema: returns } } },
      ]),
    ),
  };
}

function parameter(place: 'path' | 'query', name: string, schema: JsonObject): JsonObject {
  return { name, in: place, required: true, schema };
}

/** Serves the document of all other routes, and of itself. */
export function openapiRoute(routes: readonly Route[], server: string): Route {
  const route: Route = {
    method: 'GET',
    path: '/openapi.json',
    crossOrigin: true,
    operation: {
      summary: 'This document',
      tag: 'about',
      security: 'none',
      returns: { type: 'object' },
      gives: { 200: 'OpenAPI 3.1.' },
    },
    answer: async () => document,
  };
  const document = json(200, openapiDocument([...routes, route], server), { 'cache-control': 'public, max-age=300' });
  return route;
}
