import type { Request, RequestHandler } from 'express';
import type { Access, Asker } from '../access.js';
import type { Page } from './pages.js';
import type { View } from './view.js';

/** A page, declared once: its address, who may see it, and how it is made. A post comes from a form. */
export interface PageRoute {
  method: 'get' | 'post';
  /** As express takes it, `/entries/:id`. */
  path: string;
  access: Access;
  page(req: Request, view: View, asker: Asker): Page | Promise<Page>;
  /** It can be shown before the server is ready. */
  whileStarting?: boolean;
}

/** Pages of a library, below an address, with the methods that they use. */
export interface MountedPages {
  path: string;
  access: Access;
  handler: RequestHandler;
}

/** Declares pages that all ask for the same access. */
export function routesFor(access: Access) {
  return (method: PageRoute['method'], path: string, page: PageRoute['page']): PageRoute => ({
    method,
    path,
    access,
    page,
  });
}
