import type { Request } from 'express';
import { type AccountService, emailSchema, firstAdminSchema } from '../../accounts/contract.js';
import { AppError } from '../../errors.js';
import { clientOf } from '../../http/identify.js';
import { STATUS_OF } from '../../http/problem.js';
import { validate } from '../../http/validate.js';
import { oneValue, readFields } from '../form.js';
import type { PageRoute } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import type { Notice } from './fields.js';
import { fieldErrors } from './form.js';
import { safeNext } from './next.js';
import {
  AskPasswordPage,
  DeadLinkPage,
  FirstAdminPage,
  LinkPage,
  MailedPage,
  PasswordPage,
  SignInPage,
} from './sign-in.js';

type Handler = PageRoute['page'];
const at = (method: 'get' | 'post', path: string, page: Handler): PageRoute => ({
  method,
  path,
  access: 'anyone',
  page,
});
const goTo = (redirect: string, cookies: readonly string[] = []): Page => ({
  status: 303,
  content: <></>,
  redirect,
  cookies,
});

/** Every page that is reached before anybody is signed in. */
export function signInPages(accounts: AccountService): PageRoute[] {
  return [
    at('get', '/console/sign-in', async (req, view) => {
      const next = safeNext(req.query.next);
      return view.person === undefined ? signInPage(accounts, view, { next }) : goTo(next);
    }),
    at('post', '/console/sign-in', (req, view) => signIn(accounts, req, view)),
    at('post', '/console/sign-in/mail', (req, view) => mailLink(accounts, req, view)),
    at('get', '/console/sign-in/link', (req, view) => {
      const [token, next] = [oneValue.parse(req.query.token), safeNext(req.query.next)];
      return { status: 200, secret: true, content: <LinkPage view={view} token={token} next={next} /> };
    }),
    at('post', '/console/sign-in/link', (req, view) => useLink(accounts, req, view)),
    at('get', '/console/sign-in/oidc', async (req, view) => {
      const next = safeNext(req.query.next);
      return orNotice(accounts, view, { next }, async () => {
        const { url, cookies } = await accounts.startOidc(next, clientOf(req));
        return goTo(url, cookies);
      });
    }),
    at('get', '/console/sign-in/return', (req, view) =>
      orNotice(accounts, view, { next: safeNext(undefined), oidc: true }, async () => {
        const query = Object.fromEntries(
          Object.entries(req.query).flatMap(([name, value]) =>
            typeof value === 'string' ? [[name, value]] : [],
          ),
        );
        const { next, cookies } = await accounts.finishOidc(query, clientOf(req));
        return goTo(safeNext(next), cookies);
      }),
    ),
    at('get', '/console/password', (req, view) => {
      const token = oneValue.parse(req.query.token);
      if (token === '') return { status: 200, content: <AskPasswordPage view={view} /> };
      return { status: 200, secret: true, content: <PasswordPage view={view} token={token} /> };
    }),
    at('post', '/console/password', (req, view) => setPassword(accounts, req, view)),
    at('post', '/console/password/mail', (req, view) => mailPasswordLink(accounts, req, view)),
    at('get', '/console/first-admin', async (req, view) => {
      const secret = oneValue.parse(req.query.secret);
      if (!(await accounts.setupIsOpen(secret))) return closedPage(view);
      return { status: 200, secret: true, content: <FirstAdminPage view={view} secret={secret} /> };
    }),
    at('post', '/console/first-admin', (req, view) => createFirstAdmin(accounts, req, view)),
  ];
}

interface Shown {
  next: string;
  email?: string | undefined;
  notice?: Notice | undefined;
  errors?: Record<string, string> | undefined;
  status?: number;
  retryAfterSeconds?: number | undefined;
}

async function signInPage(accounts: AccountService, view: View, shown: Shown): Promise<Page> {
  const { status = 200, retryAfterSeconds, ...props } = shown;
  const ways = await accounts.ways();
  return { status, retryAfterSeconds, content: <SignInPage view={view} ways={ways} {...props} /> };
}

/** The sign-in page with what went wrong, when that is something to tell there. */
async function orNotice(
  accounts: AccountService,
  view: View,
  shown: { next: string; email?: string; oidc?: boolean },
  work: () => Promise<Page>,
): Promise<Page> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { signIn } = view.m.accounts;
    const seconds = error.retryAfterSeconds ?? 60;
    const texts: Partial<Record<AppError['code'], string>> = {
      unauthenticated: shown.oidc === true ? signIn.oidcFailed : signIn.wrong,
      forbidden: /disabled/.test(error.message) ? signIn.disabled : signIn.notInvited,
      'rate-limited': signIn.locked(seconds),
      unavailable: signIn.away,
    };
    const text = texts[error.code];
    if (text === undefined) throw error;
    return signInPage(accounts, view, {
      next: shown.next,
      email: shown.email,
      notice: { kind: 'danger', text },
      status: STATUS_OF[error.code],
      retryAfterSeconds: error.code === 'rate-limited' ? seconds : undefined,
    });
  }
}

function signIn(accounts: AccountService, req: Request, view: View): Promise<Page> {
  const { email, password, next } = readFields(req, 'email', 'password', 'next');
  return orNotice(accounts, view, { next: safeNext(next), email }, async () => {
    const { cookies } = await accounts.signIn({ email, password }, clientOf(req));
    return goTo(safeNext(next), cookies);
  });
}

async function mailLink(accounts: AccountService, req: Request, view: View): Promise<Page> {
  const fields = readFields(req, 'email', 'next');
  const next = safeNext(fields.next);
  const email = emailSchema.safeParse(fields.email);
  const { errors, mailed } = view.m.accounts;
  if (!email.success) {
    const shown = { next, email: fields.email, errors: { email: errors.email }, status: 400 };
    return signInPage(accounts, view, shown);
  }
  return orNotice(accounts, view, { next, email: email.data }, async () => {
    await accounts.sendLink(email.data, next, clientOf(req));
    const content = <MailedPage view={view} address={email.data} life={mailed.signInLife} />;
    return { status: 200, content };
  });
}

async function useLink(accounts: AccountService, req: Request, view: View): Promise<Page> {
  const { token, next } = readFields(req, 'token', 'next');
  const { link } = view.m.accounts;
  try {
    const { cookies } = await accounts.signInByLink(token, clientOf(req));
    return goTo(safeNext(next), cookies);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated')
      return orNotice(accounts, view, { next: safeNext(next) }, () => Promise.reject(error));
    const props = { title: link.title, text: link.dead, href: '/console/sign-in', again: link.again };
    return { status: 401, content: <DeadLinkPage view={view} {...props} /> };
  }
}

async function setPassword(accounts: AccountService, req: Request, view: View): Promise<Page> {
  const given = readFields(req, 'token', 'password');
  const { password, link } = view.m.accounts;
  try {
    await accounts.setPassword(given, clientOf(req));
    const notice = { kind: 'done', text: password.saved } as const;
    return await signInPage(accounts, view, { next: safeNext(undefined), notice });
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') {
      const props = {
        title: password.title,
        text: password.dead,
        href: '/console/password',
        again: link.again,
      };
      return { status: 401, content: <DeadLinkPage view={view} {...props} /> };
    }
    const errors = fieldErrors(view, error);
    const content = <PasswordPage view={view} token={given.token} errors={errors} />;
    return { status: 400, secret: true, content };
  }
}

async function mailPasswordLink(accounts: AccountService, req: Request, view: View): Promise<Page> {
  const fields = readFields(req, 'email');
  const email = emailSchema.safeParse(fields.email);
  const { errors, mailed } = view.m.accounts;
  if (!email.success) {
    const wrong = { email: errors.email };
    return { status: 400, content: <AskPasswordPage view={view} email={fields.email} errors={wrong} /> };
  }
  return orNotice(accounts, view, { next: safeNext(undefined), email: email.data }, async () => {
    await accounts.sendPasswordLink(email.data, clientOf(req));
    const content = <MailedPage view={view} address={email.data} life={mailed.passwordLife} />;
    return { status: 200, content };
  });
}

function closedPage(view: View): Page {
  const { first, mailed } = view.m.accounts;
  const props = {
    title: first.closedTitle,
    text: first.closed,
    href: '/console/sign-in',
    again: mailed.back,
  };
  return { status: 403, content: <DeadLinkPage view={view} {...props} /> };
}

async function createFirstAdmin(accounts: AccountService, req: Request, view: View): Promise<Page> {
  const { secret, ...given } = readFields(req, 'secret', 'name', 'email', 'password');
  try {
    const admin = validate(firstAdminSchema, given, 'body');
    const { cookies } = await accounts.createFirstAdmin(secret, admin, clientOf(req));
    return goTo(safeNext(undefined), cookies);
  } catch (error) {
    const closed = error instanceof AppError && (error.code === 'forbidden' || error.code === 'conflict');
    if (closed) return closedPage(view);
    const errors = fieldErrors(view, error);
    const content = <FirstAdminPage view={view} secret={secret} values={given} errors={errors} />;
    return { status: 400, secret: true, content };
  }
}
