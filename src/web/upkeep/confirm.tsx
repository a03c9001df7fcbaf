import type { Request } from 'express';
import { AppError } from '../../errors.js';
import type { UpkeepService } from '../../upkeep/contract.js';
import { oneValue, readFields } from '../form.js';
import type { PageRoute } from '../page-route.js';
import { TroublePage } from '../pages/plain.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { ConfirmPage, MAX_ANSWER } from './confirm-page.js';

/** Where a contact says whether an entry is still right; the secret of the link opens it, checked by the service. */
export function confirmPages(upkeep: UpkeepService): PageRoute[] {
  return [
    {
      method: 'get',
      path: '/confirm/:id',
      access: 'anyone',
      page: (req, view) => unlessClosed(view, () => ask(upkeep, req, view, 200)),
    },
    {
      method: 'post',
      path: '/confirm/:id',
      access: 'anyone',
      page: (req, view, { requestId }) => unlessClosed(view, () => answer(upkeep, req, view, requestId)),
    },
  ];
}

/** A link that opens nothing says why that may be, not whether it ever opened anything. */
async function unlessClosed(view: View, page: () => Promise<Page>): Promise<Page> {
  try {
    return await page();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
    const { closedTitle, closed } = view.m.confirm;
    const content = <TroublePage view={view} title={closedTitle} text={closed} />;
    return { status: 404, content, secret: true };
  }
}

function linkOf(req: Request) {
  const id = String(req.params.id);
  const token = oneValue.parse(req.query.token).slice(0, 100);
  return { id, token, address: `/confirm/${encodeURIComponent(id)}?${new URLSearchParams({ token })}` };
}

async function ask(
  upkeep: UpkeepService,
  req: Request,
  view: View,
  status: number,
  typed: { text?: string; error?: string } = {},
): Promise<Page> {
  const { id, token, address } = linkOf(req);
  const question = await upkeep.question(id, token);
  const content = <ConfirmPage view={view} question={question} address={address} {...typed} />;
  return { status, content, secret: true };
}

async function answer(
  upkeep: UpkeepService,
  req: Request,
  view: View,
  requestId: string | undefined,
): Promise<Page> {
  const { id, token, address } = linkOf(req);
  const { answer: given, text } = readFields(req, 'answer', 'text');
  const { confirm } = view.m;
  if (given !== 'right' && given !== 'wrong')
    throw new AppError('bad-request', 'This form is not known here');
  const error =
    given === 'right'
      ? undefined
      : text.trim() === ''
        ? confirm.empty
        : text.length > MAX_ANSWER
          ? confirm.long(MAX_ANSWER)
          : undefined;
  if (error !== undefined) return ask(upkeep, req, view, 400, { text, error });
  await upkeep.answer(id, token, { answer: given, text }, requestId);
  return { status: 303, content: <></>, redirect: address, secret: true };
}
