import type { Person } from '../../access.js';
import type { SessionRecord } from '../../accounts/contract.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { Field, type FieldErrors, NewPassword, type Notice, NoticeBox } from './fields.js';

interface AccountProps {
  view: View;
  person: Person;
  sessions: readonly SessionRecord[];
  notice?: Notice | undefined;
  errors?: FieldErrors | undefined;
}

/** Who one is, where one is signed in, and one's password. */
export function AccountPage({ view, person, sessions, notice, errors }: AccountProps) {
  const m = view.m.accounts;
  const { account, fields } = m;
  return (
    <ConsoleLayout view={view} title={account.title}>
      <div class="sheet">
        <h1>{account.title}</h1>
        <NoticeBox notice={notice} />
        <section class="sheet-part">
          <dl class="who">
            <dt>{fields.name}</dt>
            <dd>{person.name}</dd>
            <dt>{fields.email}</dt>
            <dd>{person.email}</dd>
            <dt>{account.role}</dt>
            <dd>{m.roles[person.role]}</dd>
          </dl>
          <form method="post" action="/console/account/sign-out">
            <button class="button" type="submit">
              {account.signOut}
            </button>
          </form>
        </section>
        <Sessions view={view} sessions={sessions} />
        <section class="sheet-part" aria-labelledby="password-heading">
          <h2 id="password-heading">{account.passwordHeading}</h2>
          <form class="gate-form" method="post" action="/console/account/password">
            {/* For password managers: whose password this is. */}
            <input type="hidden" name="username" autocomplete="username" value={person.email} />
            <Field
              name="current"
              label={fields.currentPassword}
              type="password"
              autocomplete="current-password"
              errors={errors}
            />
            <NewPassword view={view} errors={errors} />
            <button class="button" type="submit">
              {account.passwordSubmit}
            </button>
          </form>
          <p class="hint">
            {account.noPassword} <a href="/console/password">{account.noPasswordLink}</a>
          </p>
        </section>
      </div>
    </ConsoleLayout>
  );
}

function Sessions({ view, sessions }: { view: View; sessions: readonly SessionRecord[] }) {
  const { account, moment } = view.m.accounts;
  return (
    <section class="sheet-part" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">{account.sessionsHeading}</h2>
      <p class="hint">{account.sessionsHint}</p>
      <ul class="sessions">
        {sessions.map((session) => (
          <li key={session.id}>
            <strong>
              {session.current ? account.current : nameOfBrowser(session.userAgent, account.unknown)}
            </strong>
            <span>
              {account.since(moment(session.createdAt))}, {account.seen(moment(session.lastSeenAt))}
              {session.ipAddress !== '' && `, ${account.from(session.ipAddress)}`}
            </span>
          </li>
        ))}
      </ul>
      <form method="post" action="/console/account/sign-out-everywhere">
        <button class="button" type="submit" aria-describedby="everywhere-hint">
          {account.everywhere}
        </button>
        <p class="hint" id="everywhere-hint">
          {account.everywhereHint}
        </p>
      </form>
    </section>
  );
}

/** "Firefox, Windows" of a User-Agent header; enough to tell one's own devices apart. */
function nameOfBrowser(userAgent: string, unknown: string): string {
  const found = (names: readonly string[]) => names.find((name) => userAgent.includes(name));
  const browser = found(['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari']);
  const system = found(['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux']);
  const full: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS': 'macOS' };
  return (
    [browser, system].flatMap((name) => (name === undefined ? [] : [full[name] ?? name])).join(', ') ||
    unknown
  );
}
