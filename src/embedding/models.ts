import path from 'node:path';

/** The model that `npm run model` fetches when none is named. */
export const DEFAULT_MODEL = 'all-MiniLM-L6-v2';

const NAME = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)?$/;

/** Whether it can be a model's name: `name` or the hub's `owner/name`. */
export function isModelName(name: string): boolean {
  return NAME.test(name) && !name.includes('..');
}

/** Whether a model is named by its folder: absolute, or beginning with `.`. */
export function isModelPath(model: string): boolean {
  return path.isAbsolute(model) || /^\.{1,2}(?:[/\\]|$)/.test(model);
}

/** Where a model of that name is kept. */
export function modelFolderOf(dataDir: string, name: string): string {
  return path.join(path.resolve(dataDir), 'models', ...name.split('/'));
}
