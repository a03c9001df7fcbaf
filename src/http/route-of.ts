import type { Request } from 'express';

/** The declared path of what answered a request, so that ids do not tell requests apart; `none` where no route did. */
export function routeOf(req: Request): string {
  const route: unknown = req.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  return typeof path === 'string' ? `${req.baseUrl}${path}` : 'none';
}
