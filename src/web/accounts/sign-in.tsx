import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { Field, type FieldErrors, Hidden, NewPassword, type Notice, NoticeBox } from './fields.js';

interface SignInProps {
  view: View;
  next: string;
  email?: string | undefined;
  notice?: Notice | undefined;
  errors?: FieldErrors | undefined;
  ways: { nobodyYet: boolean; oidc: boolean };
}

/** Sign in by password, by a mailed link, or with another provider. */
export function SignInPage({ view, next, email, notice, errors, ways }: SignInProps) {
  const m = view.m.accounts;
  const { signIn, fields } = m;
  return (
    <ConsoleLayout view={view} title={signIn.title}>
      <div class="gate">
        <h1>{signIn.title}</h1>
        <p class="lead">{signIn.lead}</p>
        {ways.nobodyYet && <NobodyYet view={view} />}
        <NoticeBox notice={notice} />
        <form class="gate-form" method="post" action="/console/sign-in">
          <Hidden fields={{ next }} />
          <Field
            name="email"
            label={fields.email}
            type="email"
            autocomplete="username"
            value={email}
            errors={errors}
          />
          <Field
            name="password"
            label={fields.password}
            type="password"
            autocomplete="current-password"
            errors={errors}
          />
          <button class="button button-main" type="submit">
            {signIn.submit}
          </button>
          <div class="gate-else">
            <button
              class="button"
              type="submit"
              formaction="/console/sign-in/mail"
              formnovalidate
              aria-describedby="mail-hint"
            >
              {signIn.mail}
            </button>
            <p class="hint" id="mail-hint">
              {signIn.mailHint}
            </p>
          </div>
        </form>
        <p class="gate-links">
          {ways.oidc && (
            <a class="button" href={`/console/sign-in/oidc?${new URLSearchParams({ next })}`}>
              {signIn.oidc}
            </a>
          )}
          <a href="/console/password">{signIn.forgot}</a>
        </p>
      </div>
    </ConsoleLayout>
  );
}

function NobodyYet({ view }: { view: View }) {
  const { signIn } = view.m.accounts;
  return (
    <div class="notice">
      <h2>{signIn.nobodyTitle}</h2>
      <p>{signIn.nobody}</p>
      <p>
        <code>/console/first-admin?secret=…</code>
      </p>
      <p>{signIn.nobodyRestart}</p>
    </div>
  );
}

/** A link is on its way, if the address is somebody's. */
export function MailedPage({ view, address, life }: { view: View; address: string; life: string }) {
  const { mailed } = view.m.accounts;
  return (
    <ConsoleLayout view={view} title={mailed.title}>
      <div class="gate">
        <h1>{mailed.title}</h1>
        <p class="lead">{mailed.text(address)}</p>
        <p>{life}</p>
        <p class="gate-links">
          <a href="/console/sign-in">{mailed.back}</a>
        </p>
      </div>
    </ConsoleLayout>
  );
}

/** A mailed link signs in by a button: mail programs open links by themselves, and would use it up. */
export function LinkPage({ view, token, next }: { view: View; token: string; next: string }) {
  const { link } = view.m.accounts;
  return (
    <ConsoleLayout view={view} title={link.title}>
      <div class="gate">
        <h1>{link.title}</h1>
        <p class="lead">{link.lead}</p>
        <form class="gate-form" method="post" action="/console/sign-in/link">
          <Hidden fields={{ token, next }} />
          <button class="button button-main" type="submit">
            {link.submit}
          </button>
        </form>
      </div>
    </ConsoleLayout>
  );
}

/** A link that does nothing any more, and where to get another one. */
export function DeadLinkPage(props: {
  view: View;
  title: string;
  text: string;
  href: string;
  again: string;
}) {
  const { view, title, text, href, again } = props;
  return (
    <ConsoleLayout view={view} title={title}>
      <div class="gate">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <p class="gate-links">
          <a class="button" href={href}>
            {again}
          </a>
        </p>
      </div>
    </ConsoleLayout>
  );
}

/** Choose a password, by a mailed link. */
export function PasswordPage(props: { view: View; token: string; errors?: FieldErrors | undefined }) {
  const { view, token, errors } = props;
  const { password } = view.m.accounts;
  return (
    <ConsoleLayout view={view} title={password.title}>
      <div class="gate">
        <h1>{password.title}</h1>
        <p class="lead">{password.lead}</p>
        <form class="gate-form" method="post" action="/console/password">
          <Hidden fields={{ token }} />
          <NewPassword view={view} errors={errors} />
          <button class="button button-main" type="submit">
            {password.submit}
          </button>
        </form>
      </div>
    </ConsoleLayout>
  );
}

interface AskProps {
  view: View;
  email?: string | undefined;
  notice?: Notice | undefined;
  errors?: FieldErrors | undefined;
}

/** Ask for a link to set a new password. */
export function AskPasswordPage({ view, email, notice, errors }: AskProps) {
  const { password, fields, mailed } = view.m.accounts;
  return (
    <ConsoleLayout view={view} title={password.askTitle}>
      <div class="gate">
        <h1>{password.askTitle}</h1>
        <p class="lead">{password.askLead}</p>
        <NoticeBox notice={notice} />
        <form class="gate-form" method="post" action="/console/password/mail">
          <Field
            name="email"
            label={fields.email}
            type="email"
            autocomplete="username"
            value={email}
            errors={errors}
          />
          <button class="button button-main" type="submit">
            {password.askSubmit}
          </button>
        </form>
        <p class="gate-links">
          <a href="/console/sign-in">{mailed.back}</a>
        </p>
      </div>
    </ConsoleLayout>
  );
}

interface FirstProps {
  view: View;
  secret: string;
  values?: { name: string; email: string } | undefined;
  errors?: FieldErrors | undefined;
}

/** Sets the first administrator. */
export function FirstAdminPage({ view, secret, values, errors }: FirstProps) {
  const { first, fields } = view.m.accounts;
  return (
    <ConsoleLayout view={view} title={first.title}>
      <div class="gate">
        <h1>{first.title}</h1>
        <p class="lead">{first.lead}</p>
        <form class="gate-form" method="post" action="/console/first-admin">
          <Hidden fields={{ secret }} />
          <Field
            name="name"
            label={fields.name}
            type="text"
            autocomplete="name"
            value={values?.name}
            errors={errors}
          />
          <Field
            name="email"
            label={fields.email}
            type="email"
            autocomplete="username"
            value={values?.email}
            errors={errors}
          />
          <NewPassword view={view} errors={errors} />
          <button class="button button-main" type="submit">
            {first.submit}
          </button>
        </form>
      </div>
    </ConsoleLayout>
  );
}
