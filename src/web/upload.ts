import { Busboy } from '@fastify/busboy';
import type { Request } from 'express';
import { AppError } from '../errors.js';
import { tooLarge } from '../http/body.js';

/** A file that a form sent. */
export interface UploadedFile {
  name: string;
  content: Buffer;
}

/**
 * Reads the one file of a form (multipart/form-data, RFC 7578), and drops all else.
 * @returns `undefined` where no file was chosen.
 * @throws AppError `too-large`; `bad-request` for what is no such form, or breaks off.
 */
export function readFile(req: Request, field: string, maxBytes: number): Promise<UploadedFile | undefined> {
  return new Promise((resolve, reject) => {
    const broken = (cause?: unknown) =>
      reject(new AppError('bad-request', 'The form cannot be read: send it again', { cause }));
    const type = req.headers['content-type'];
    if (type === undefined || !/^multipart\/form-data\b/i.test(type)) return broken();
    let file: UploadedFile | undefined;
    try {
      const form = new Busboy({
        headers: { ...req.headers, 'content-type': type },
        limits: { fileSize: maxBytes, files: 1, fields: 10, fieldSize: 1000, parts: 12 },
      });
      form.on('file', (name, stream, fileName) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('limit', () => reject(tooLarge(maxBytes)));
        stream.on('error', broken);
        stream.on('end', () => {
          const content = Buffer.concat(parts);
          if (name === field && fileName && content.length > 0) file = { name: baseName(fileName), content };
        });
      });
      form.on('finish', () => resolve(file));
      form.on('error', broken);
      req.on('aborted', broken);
      req.pipe(form);
    } catch (cause) {
      broken(cause);
    }
  });
}

/** Some browsers send a whole path; control signs have no business in a name. */
function baseName(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? name)
    .replace(/\p{Cc}/gu, '')
    .toWellFormed()
    .slice(0, 200);
}
