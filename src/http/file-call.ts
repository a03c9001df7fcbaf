import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Call, type CallDeclaration, NO_BODY, queryOf } from './api.js';
import { type QuerySchema, readQuery } from './query.js';
import { validate } from './validate.js';

/** A file on its way out. Whether the asker has it already is found out before any of it is made. */
export interface FileAnswer {
  mediaType: string;
  /** Without quotes; the same where the content is (RFC 9110, 8.8.3). */
  tag: string;
  /** When its content last changed, where that is known. */
  modifiedAt?: Date | undefined;
  /** The name that a browser saves it under; absent: it is shown. */
  fileName?: string | undefined;
  /** Its text, in parts that are made as they are taken. */
  parts(): AsyncIterable<string> | Iterable<string>;
}

/** Another address to go to (303). */
export interface Elsewhere {
  seeOther: string;
}

type FileCall<P extends QuerySchema, Q extends QuerySchema> = Omit<
  CallDeclaration<P, Q, z.ZodUndefined, z.ZodString>,
  'method' | 'body' | 'response' | 'handle' | 'mediaTypes' | 'maxAgeSeconds'
> & {
  /** Media types of the answer; where there are several, `Accept` chooses, and the first is the default. */
  mediaTypes: readonly [string, ...string[]];
  /** Seconds for which anyone may keep the answer before asking whether it is still right. */
  maxAgeSeconds: number;
  open(input: {
    params: z.output<P>;
    query: z.output<Q>;
    /** Which of `mediaTypes` the asker likes best. */
    mediaType: string;
    /** A browser asks, for a person to read. */
    forPeople: boolean;
  }): Promise<FileAnswer | Elsewhere>;
};

/** Declares a GET call that answers with a file as it is made: with validators, 304 and HEAD. */
export function fileCall<P extends QuerySchema, Q extends QuerySchema>({
  open,
  ...declared
}: FileCall<P, Q>): Call {
  const answer = async (req: Request, res: Response) => {
    const params = validate(declared.params, req.params, 'path');
    const query = readQuery(declared.query, queryOf(req), declared.commas);
    const { mediaTypes, maxAgeSeconds } = declared;
    if (mediaTypes.length > 1) res.vary('Accept');
    const mediaType = req.accepts([...mediaTypes]) || mediaTypes[0];
    const forPeople = req.accepts([...mediaTypes, 'text/html']) === 'text/html';
    const file = await open({ params, query, mediaType, forPeople });
    res.set('Cache-Control', `public, max-age=${maxAgeSeconds}`);
    if ('seeOther' in file) {
      res.redirect(303, file.seeOther);
      return;
    }
    const known = settled(file.modifiedAt, new Date());
    res.set(headersOf(file, known));
    if (hasAlready(req, file.tag, known)) res.status(304).end();
    else if (req.method === 'HEAD') res.end();
    else await send(file, res);
  };
  return {
    ...declared,
    method: 'get',
    body: NO_BODY,
    response: z.string(),
    answers: { 304: { description: 'It is still as the asker has it' } },
    answer,
  };
}

/** Sends the parts as they are made. What fails on the way breaks the connection, so that no half looks whole. */
async function send(file: FileAnswer, res: Response): Promise<void> {
  try {
    await pipeline(Readable.from(file.parts()), res);
  } catch (error) {
    // Who asked has gone: nothing is wrong here.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw error;
  }
}

/**
 * When the content last changed, once the second of it is over: of what changes twice within a second the time in
 * seconds tells nothing.
 */
function settled(modifiedAt: Date | undefined, now: Date): Date | undefined {
  if (modifiedAt === undefined) return undefined;
  const second = Math.floor(modifiedAt.getTime() / 1000);
  return second < Math.floor(now.getTime() / 1000) ? new Date(second * 1000) : undefined;
}

/**
 * Whether the asker has this already (RFC 9110, 13.2.2). Not express' `req.fresh`: it takes the `no-cache` that scripts
 * of browsers send along with a tag of their own for a wish to have everything again.
 */
function hasAlready(req: Request, tag: string, modifiedAt: Date | undefined): boolean {
  const tags = req.get('if-none-match');
  if (tags !== undefined)
    return tags.split(',').some((one) => ['*', `"${tag}"`].includes(one.trim().replace(/^W\//, '')));
  const since = Date.parse(req.get('if-modified-since') ?? '');
  return modifiedAt !== undefined && modifiedAt.getTime() <= since;
}

/** The tag is weak, since compressing changes the bytes and not what they say. */
function headersOf(file: FileAnswer, modifiedAt: Date | undefined): Record<string, string> {
  const { mediaType, tag, fileName } = file;
  return {
    'Content-Type': /^text\/|xml$|jsonl$/.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType,
    ETag: `W/"${tag}"`,
    ...(modifiedAt !== undefined && { 'Last-Modified': modifiedAt.toUTCString() }),
    ...(fileName !== undefined && { 'Content-Disposition': `attachment; filename="${fileName}"` }),
  };
}
