import type { Webhook } from '../../webhooks/contract.js';
import { type FieldErrors, type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';
import { WebhookFields, WebhookState } from './fields.js';
import type { WebhookValues } from './form.js';

interface Props {
  view: View;
  webhooks: readonly Webhook[];
  values: WebhookValues;
  errors?: FieldErrors | undefined;
  notice?: Notice | undefined;
}

/** All webhooks, and the form for another one. */
export function WebhookListPage({ view, webhooks, values, errors, notice }: Props) {
  const m = view.m.webhooks;
  return (
    <ConsoleLayout view={view} title={m.title} here="webhooks">
      <div class="sheet sheet-wide">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <NoticeBox notice={notice} />
        {webhooks.length === 0 ? (
          <p>{m.none}</p>
        ) : (
          <Table columns={[m.name, m.url, m.state, m.waiting, m.lastTaken]}>
            {webhooks.map((one) => (
              <tr key={one.id}>
                <td data-label={m.name}>
                  <a href={`/console/webhooks/${one.id}`} dir="auto">
                    {one.name}
                  </a>
                </td>
                <td data-label={m.url} class="whole">
                  {one.url}
                </td>
                <td data-label={m.state}>
                  <WebhookState view={view} one={one} />
                </td>
                <td data-label={m.waiting}>{one.waiting}</td>
                <td data-label={m.lastTaken}>
                  {one.deliveredAt === undefined ? m.never : m.moment(new Date(one.deliveredAt))}
                </td>
              </tr>
            ))}
          </Table>
        )}
        <section class="sheet-part" aria-labelledby="add-heading">
          <h2 id="add-heading">{m.add}</h2>
          <form class="form" method="post" action="/console/webhooks">
            <WebhookFields view={view} values={values} errors={errors} />
            <div class="buttons">
              <button type="submit" class="button button-main">
                {m.create}
              </button>
            </div>
          </form>
        </section>
      </div>
    </ConsoleLayout>
  );
}
