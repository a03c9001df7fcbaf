import { z } from 'zod';
import type { WebDeps } from '../deps.js';
import { oneValue } from '../form.js';
import type { PageRoute } from '../page-route.js';
import { AuditPage } from './audit-page.js';
import { MailListPage, MailPage } from './mail-page.js';

const ROWS = 50;
const auditQuery = z.object({ action: oneValue, challenge: oneValue, before: oneValue });
const mailQuery = z.object({ failed: oneValue, before: oneValue });
const filled = (text: string) => (text === '' ? undefined : text.slice(0, 100));

/** The record and the mails, in the console. */
export function recordPages({ audit, mail }: WebDeps): PageRoute[] {
  const routes: PageRoute[] = [];
  if (audit !== undefined) {
    routes.push({
      method: 'get',
      path: '/console/audit',
      access: 'admin',
      async page(req, view) {
        const { action, challenge, before } = auditQuery.parse(req.query);
        const from = /^\d{1,15}$/.test(before) ? Number(before) : undefined;
        const filter = { action: filled(action), challengeId: filled(challenge), before: from };
        const rows = await audit.list(filter, ROWS);
        const older =
          rows.length < ROWS ? undefined : nextPage({ action, challenge, before: String(rows.at(-1)?.id) });
        const content = <AuditPage view={view} rows={rows} filter={{ action, challenge }} older={older} />;
        return { status: 200, content };
      },
    });
  }
  if (mail !== undefined) {
    routes.push(
      {
        method: 'get',
        path: '/console/mail',
        access: 'staff',
        async page(req, view) {
          const { failed, before } = mailQuery.parse(req.query);
          const from = new Date(before);
          const mails = await mail.list(
            { failed: failed === 'yes', before: Number.isNaN(from.getTime()) ? undefined : from },
            ROWS,
          );
          const last = mails.at(-1);
          const older =
            last === undefined || mails.length < ROWS
              ? undefined
              : `/console/mail?${new URLSearchParams({ failed, before: last.createdAt.toISOString() })}`;
          const shown = { mails, older, failed: failed === 'yes', sender: await mail.sender() };
          return { status: 200, content: <MailListPage view={view} {...shown} /> };
        },
      },
      {
        method: 'get',
        path: '/console/mail/:id',
        access: 'staff',
        async page(req, view) {
          const one = await mail.get(String(req.params.id));
          return { status: 200, content: <MailPage view={view} mail={one} /> };
        },
      },
      {
        method: 'post',
        path: '/console/mail/:id',
        access: 'staff',
        async page(req, _view, asker) {
          const id = String(req.params.id);
          await mail.sendAgain(id, asker);
          return { status: 303, content: <></>, redirect: `/console/mail/${encodeURIComponent(id)}` };
        },
      },
    );
  }
  return routes;
}

function nextPage(query: Record<string, string>): string {
  return `/console/audit?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))}`;
}
