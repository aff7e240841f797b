import type { Door } from '../http.js';

/** For Hono: `app.all('/sintonia/*', honoHandler(http(engine, { basePath: '/sintonia' })))`. */
export function honoHandler(door: Door): (context: { req: { raw: Request } }) => Promise<Response> {
  return ({ req }) => door.handle(req.raw);
}
