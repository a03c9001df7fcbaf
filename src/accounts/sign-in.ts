import { lt } from 'drizzle-orm';
import { z } from 'zod';
import { ROLES } from '../access.js';
import { sessions } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { type Auth, OIDC } from './auth.js';
import { cookiesOf, headersOf } from './client.js';
import type { Client, SignedIn } from './contract.js';
import { recordFailure, takeAttempt } from './failures.js';
import type { Limiter } from './limits.js';
import { toPerson } from './people.js';

interface SignInDeps {
  db: Database;
  auth: Auth;
  limiter: Limiter;
  now: () => Date;
}

const userSchema = z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES) });
const answerSchema = z.object({ user: userSchema });
const refusalSchema = z.object({ code: z.string().default('') }).catch({ code: '' });

const disabled = () =>
  new AppError('forbidden', 'Your account is disabled: ask an administrator to enable it again');

/** Who the library's answer lets in, with the cookies that say so. */
async function signedIn(
  { db, limiter, now }: SignInDeps,
  answer: Response,
  client: Client,
): Promise<SignedIn> {
  const { user } = answerSchema.parse(await answer.json());
  await limiter.giveBack('network', client.ip ?? '');
  // Nothing else tidies up, and this is rare enough.
  await limiter.clean();
  await db.delete(sessions).where(lt(sessions.expiresAt, now()));
  return { person: toPerson(user), cookies: cookiesOf(answer) };
}

/** Signs in by mail address and password. */
export async function signInByPassword(
  deps: SignInDeps,
  given: { email: string; password: string },
  client: Client,
): Promise<SignedIn> {
  const { db, auth, limiter } = deps;
  const email = given.email.trim().toLowerCase();
  await takeAttempt(deps, { by: 'password', email, client });
  const answer = await auth.api.signInEmail({
    body: { email, password: given.password },
    headers: headersOf(client),
    asResponse: true,
  });
  if (answer.ok) {
    await limiter.giveBack('address', email);
    return signedIn(deps, answer, client);
  }
  const { code } = refusalSchema.parse(await answer.json().catch(() => ({})));
  if (code === 'PERSON_DISABLED') {
    await recordFailure(db, { by: 'password', email, reason: 'disabled', client });
    throw disabled();
  }
  if (answer.status >= 500) throw new Error(`Signing in answered ${answer.status}`);
  await recordFailure(db, { by: 'password', email, reason: 'wrong address or password', client });
  throw new AppError('unauthenticated', 'The mail address or the password is wrong');
}

/** Signs in by the secret of a mailed link. */
export async function signInByLink(deps: SignInDeps, token: string, client: Client): Promise<SignedIn> {
  await takeAttempt(deps, { by: 'link', client });
  const answer = await deps.auth.api.magicLinkVerify({
    query: { token },
    headers: headersOf(client),
    asResponse: true,
  });
  if (answer.ok) return signedIn(deps, answer, client);
  if (answer.status >= 500) throw new Error(`Signing in answered ${answer.status}`);
  await recordFailure(deps.db, { by: 'link', reason: 'link unknown, used or too old', client });
  if (answer.status === 403) throw disabled();
  throw new AppError('unauthenticated', 'This link does not work any more: it was used, or it is too old');
}

const startSchema = z.object({ url: z.url() });

/** Where to send the browser to sign in with the configured provider. */
export async function startOidc({ auth }: SignInDeps, next: string, client: Client) {
  const answer = await auth.api.signInSocial({
    body: { provider: OIDC, callbackURL: next, errorCallbackURL: '/console/sign-in', disableRedirect: true },
    headers: headersOf(client),
    asResponse: true,
  });
  if (!answer.ok) {
    throw new AppError('unavailable', 'Your association’s sign-in does not answer; try again in a minute', {
      retryAfterSeconds: 60,
    });
  }
  return { url: startSchema.parse(await answer.json()).url, cookies: cookiesOf(answer) };
}

/** Takes the browser back from the provider. */
export async function finishOidc(deps: SignInDeps, query: Record<string, string>, client: Client) {
  const { auth, db } = deps;
  await takeAttempt(deps, { by: 'oidc', client });
  const answer = await auth.api.callbackOAuth({
    params: { id: OIDC },
    query,
    method: 'GET',
    headers: headersOf(client),
    asResponse: true,
  });
  const location = new URL(answer.headers.get('location') ?? '/?error=none', 'http://here.invalid');
  const reason = location.searchParams.get('error');
  if (reason === null && cookiesOf(answer).some((cookie) => cookie.includes('session_token='))) {
    await deps.limiter.giveBack('network', client.ip ?? '');
    return { next: location.pathname + location.search, cookies: cookiesOf(answer) };
  }
  await recordFailure(db, { by: 'oidc', reason: (reason ?? 'none').slice(0, 100), client });
  throw refusedByOidc(reason ?? '');
}

function refusedByOidc(reason: string): AppError {
  if (reason === 'PERSON_DISABLED') return disabled();
  if (reason === 'signup_disabled') {
    return new AppError(
      'forbidden',
      'Nobody has invited the mail address of that account: ask an administrator',
    );
  }
  return new AppError(
    'unauthenticated',
    'Signing in with your association’s account did not work: try again',
  );
}
