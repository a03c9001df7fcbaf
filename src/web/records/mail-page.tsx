import type { MailRow } from '../../mail/read.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { Older, Table } from './table.js';

interface ListProps {
  view: View;
  mails: readonly MailRow[];
  sender: 'folder' | 'smtp';
  failed: boolean;
  older: string | undefined;
}

const BADGE = { queued: 'badge-wait', sent: 'badge-good', failed: 'badge-late', erased: 'badge-gone' };

/** Mails, newest first. */
export function MailListPage({ view, mails, sender, failed, older }: ListProps) {
  const { mail, at, ...m } = view.m.records;
  return (
    <ConsoleLayout view={view} title={mail.title} here="mail">
      <div class="sheet sheet-wide">
        <h1>{mail.title}</h1>
        <p class="lead">{mail[sender]}</p>
        <p>
          <a href="/console/mail" aria-current={failed ? undefined : 'page'}>
            {mail.all}
          </a>{' '}
          <a href="/console/mail?failed=yes" aria-current={failed ? 'page' : undefined}>
            {mail.failed}
          </a>
        </p>
        {mails.length === 0 ? (
          <p>{mail.none}</p>
        ) : (
          <Table columns={[mail.subject, mail.to, mail.state, mail.written]}>
            {mails.map((one) => (
              <tr key={one.id}>
                <td data-label={mail.subject}>
                  <a href={`/console/mail/${one.id}`} dir="auto">
                    {one.subject === '' ? mail.status.erased : one.subject}
                  </a>
                </td>
                <td data-label={mail.to} dir="auto">
                  {one.toName}
                </td>
                <td data-label={mail.state}>
                  <span class={`badge ${BADGE[one.status]}`}>{mail.status[one.status]}</span>
                </td>
                <td data-label={mail.written}>{at(one.createdAt)}</td>
              </tr>
            ))}
          </Table>
        )}
        <Older href={older} text={m.older} />
      </div>
    </ConsoleLayout>
  );
}

/** One mail, as plain text. */
export function MailPage({ view, mail: one }: { view: View; mail: MailRow }) {
  const { mail, at } = view.m.records;
  return (
    <ConsoleLayout view={view} title={one.subject || mail.title} here="mail">
      <div class="sheet">
        <p>
          <a href="/console/mail">{mail.back}</a>
        </p>
        <h1 dir="auto">{one.subject || mail.status.erased}</h1>
        <p>
          <span class={`badge ${BADGE[one.status]}`}>{mail.status[one.status]}</span>{' '}
          {at(one.sentAt ?? one.createdAt)}
        </p>
        {one.toAddress !== '' && (
          <p dir="auto">
            {mail.to}: {one.toName} &lt;{one.toAddress}&gt;
          </p>
        )}
        {one.status === 'failed' && (
          <form method="post" action={`/console/mail/${one.id}`}>
            <p>{mail.why(one.error ?? '')}</p>
            <button type="submit" class="button">
              {mail.again}
            </button>
          </form>
        )}
        {one.status === 'erased' ? (
          <p>{mail.erased}</p>
        ) : (
          <pre class="mail-text" dir="auto">
            {/* Whoever has the link of a city is the city: staff need it not. */}
            {one.text.replace(/token=[a-z0-9]+/g, 'token=…')}
          </pre>
        )}
      </div>
    </ConsoleLayout>
  );
}
