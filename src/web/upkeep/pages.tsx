import type { Request } from 'express';
import { z } from 'zod';
import type { Asker } from '../../access.js';
import { AppError } from '../../errors.js';
import type { HarvestService } from '../../harvest/contract.js';
import type { EntryRecord, UpkeepService } from '../../upkeep/contract.js';
import { contactSchema } from '../../upkeep/requests.js';
import type { WebDeps } from '../deps.js';
import { oneValue, readFields } from '../form.js';
import { type PageRoute, routesFor } from '../page-route.js';
import { EntryPage } from '../pages/entry.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { catalogueAddress } from './addresses.js';
import { confirmPages } from './confirm.js';
import { editPages } from './edit.js';
import { ACTIONS, CatalogueEntryPage } from './entry-page.js';
import { CatalogueListPage, type ListQuery, SHOWN } from './list-page.js';

const ROWS = 50;
const KINDS = ['case-study', 'provider'] as const;
const listQuery = z.object({ show: oneValue, kind: oneValue, q: oneValue, page: oneValue });

/** The catalogue in the console, and the page on which a contact says whether an entry is still right. */
export function upkeepPages({ upkeep, harvest }: WebDeps): PageRoute[] {
  if (upkeep === undefined) return [];
  const staff = routesFor('staff');
  return [
    staff('get', '/console/catalogue', (req, view) => list(upkeep, req, view)),
    ...editPages(upkeep, staff),
    staff('get', '/console/catalogue/:id', (req, view) => entry(upkeep, harvest, req, view)),
    staff('post', '/console/catalogue/:id', (req, view, asker) => act(upkeep, req, view, asker)),
    staff('get', '/console/catalogue/:id/preview', (req, view) => preview(upkeep, req, view)),
    ...confirmPages(upkeep),
  ];
}

async function list(upkeep: UpkeepService, req: Request, view: View): Promise<Page> {
  const raw = listQuery.parse(req.query);
  const query: ListQuery = {
    show: SHOWN.find((one) => one === raw.show) ?? 'all',
    kind: KINDS.find((one) => one === raw.kind) ?? '',
    q: raw.q.replaceAll('\0', '').toWellFormed().trim().slice(0, 200),
    page: /^[1-9]\d{0,3}$/.test(raw.page) ? Number(raw.page) : 1,
  };
  const { show, kind, q, page } = query;
  const status = show === 'draft' || show === 'published' || show === 'archived' ? show : undefined;
  const filter = {
    status,
    kind: kind === '' ? undefined : kind,
    q,
    pending: show === 'pending',
    stale: show === 'stale',
    dead: show === 'dead',
    asked: show === 'asked',
  };
  const [answer, counts] = await Promise.all([
    upkeep.list(filter, { limit: ROWS, offset: (page - 1) * ROWS }),
    upkeep.counts(),
  ]);
  const more = page * ROWS < answer.total;
  const content = <CatalogueListPage view={view} query={query} counts={counts} answer={answer} more={more} />;
  return { status: 200, content };
}

const idOf = (req: Request) => String(req.params.id);

async function entry(
  upkeep: UpkeepService,
  harvest: HarvestService | undefined,
  req: Request,
  view: View,
): Promise<Page> {
  const record = await upkeep.get(idOf(req));
  const origins = (await harvest?.provenance(record.id)) ?? [];
  const text = view.m.upkeep.entry.done[oneValue.parse(req.query.done)];
  const notice = text === undefined ? undefined : ({ kind: 'done', text } as const);
  return { status: 200, content: <CatalogueEntryPage {...{ view, record, origins, notice }} /> };
}

const DONE = {
  publish: 'published',
  archive: 'archived',
  restore: 'restored',
  verify: 'verified',
  discard: 'discarded',
} as const;

/** What the forms of an entry's page ask for; then back to it. */
async function act(upkeep: UpkeepService, req: Request, view: View, asker: Asker): Promise<Page> {
  const id = idOf(req);
  const form = readFields(req, 'do', 'version', 'question', 'name', 'email');
  const back = (done: string) => ({
    status: 303,
    content: <></>,
    redirect: `${catalogueAddress(id)}?done=${done}`,
  });
  const action = ACTIONS.find((one) => one === form.do);
  if (action !== undefined) {
    try {
      await run(upkeep, action, id, Number(form.version) || 0, asker);
      return back(DONE[action]);
    } catch (error) {
      return conflictPage(upkeep, id, view, error);
    }
  }
  switch (form.do) {
    case 'answer':
      await upkeep.finishAnswer(id, form.question, asker);
      return back('answer');
    case 'no-contact':
      await upkeep.setContact(id, null, asker);
      return back('contact-removed');
    case 'contact': {
      const { name, email } = form;
      const given = contactSchema.safeParse({ contact: { name, email: email.trim() } });
      if (!given.success) return contactPage(await upkeep.get(id), view, { name, email }, given.error);
      await upkeep.setContact(id, given.data.contact, asker);
      return back('contact');
    }
    default:
      throw new AppError('bad-request', 'This form is not known here');
  }
}

function run(
  upkeep: UpkeepService,
  action: (typeof ACTIONS)[number],
  id: string,
  version: number,
  asker: Asker,
): Promise<EntryRecord> {
  return action === 'discard' ? upkeep.discardDraft(id, version, asker) : upkeep[action](id, version, asker);
}

/** Somebody was faster: the page as it is now says so. */
async function conflictPage(upkeep: UpkeepService, id: string, view: View, error: unknown): Promise<Page> {
  if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
  const notice = { kind: 'danger', text: view.m.upkeep.entry.conflict(error.message) } as const;
  const record = await upkeep.get(id);
  return { status: 409, content: <CatalogueEntryPage view={view} record={record} notice={notice} /> };
}

function contactPage(
  record: EntryRecord,
  view: View,
  values: { name: string; email: string },
  error: z.ZodError,
): Page {
  const text = view.m.upkeep.entry.contactWrong;
  const errors = Object.fromEntries(error.issues.map(({ path }) => [String(path[1]), text]));
  const content = (
    <CatalogueEntryPage
      view={view}
      record={record}
      notice={{ kind: 'danger', text }}
      contact={{ values, errors }}
    />
  );
  return { status: 400, content };
}

async function preview(upkeep: UpkeepService, req: Request, view: View): Promise<Page> {
  const shown = await upkeep.preview(idOf(req));
  const m = view.m.upkeep;
  const banner = (
    <p class="notice notice-warning preview-banner">
      {m.previewBanner} <a href={catalogueAddress(shown.id)}>{m.previewBack}</a>
    </p>
  );
  return {
    status: 200,
    content: <EntryPage view={view} entry={shown} similar={{ hits: [] }} back={undefined} banner={banner} />,
  };
}
