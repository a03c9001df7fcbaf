import type { AccountService } from '../../accounts/contract.js';
import { AppError } from '../../errors.js';
import { clientOf } from '../../http/identify.js';
import { readFields } from '../form.js';
import type { PageRoute } from '../page-route.js';
import { AccountPage } from './account.js';
import type { FieldErrors, Notice } from './fields.js';
import { fieldErrors, personOf } from './form.js';

/** One's own account. */
export function accountPages(accounts: AccountService): PageRoute[] {
  return [
    {
      method: 'get',
      path: '/console/account',
      access: 'reviewer',
      page: async (req, view, asker) => {
        const person = personOf(asker);
        const sessions = await accounts.sessionsOf(person, clientOf(req));
        return { status: 200, content: <AccountPage view={view} person={person} sessions={sessions} /> };
      },
    },
    {
      method: 'post',
      path: '/console/account/sign-out',
      access: 'reviewer',
      page: async (req) => {
        const { cookies } = await accounts.signOut(clientOf(req));
        return { status: 303, content: <></>, redirect: '/console/sign-in', cookies };
      },
    },
    {
      method: 'post',
      path: '/console/account/sign-out-everywhere',
      access: 'reviewer',
      page: async (req, _view, asker) => {
        const client = clientOf(req);
        await accounts.signOutEverywhere(personOf(asker), asker.requestId);
        const { cookies } = await accounts.signOut(client);
        return { status: 303, content: <></>, redirect: '/console/sign-in', cookies };
      },
    },
    { method: 'post', path: '/console/account/password', access: 'reviewer', page: passwordPage(accounts) },
  ];
}

function passwordPage(accounts: AccountService): PageRoute['page'] {
  return async (req, view, asker) => {
    const person = personOf(asker);
    const client = clientOf(req);
    const given = readFields(req, 'current', 'password');
    const m = view.m.accounts;
    let [errors, notice, status]: [FieldErrors, Notice | undefined, number] = [{}, undefined, 400];
    let cookies: readonly string[] = [];
    try {
      ({ cookies } = await accounts.changePassword(given, person, client));
      notice = { kind: 'done', text: m.account.passwordDone };
      status = 200;
    } catch (error) {
      if (error instanceof AppError && error.code === 'rate-limited') {
        notice = { kind: 'danger', text: m.signIn.locked(error.retryAfterSeconds ?? 60) };
        status = 429;
      } else errors = fieldErrors(view, error);
    }
    // The session that asked has ended with the others: the new one is known by its cookie.
    const renewed = cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ');
    const asks = cookies.length > 0 ? { ...client, cookie: renewed } : client;
    const sessions = await accounts.sessionsOf(person, asks);
    const props = { view, person, sessions, notice, errors };
    return { status, cookies, content: <AccountPage {...props} /> };
  };
}
