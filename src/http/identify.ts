import type { Request } from 'express';
import type { Actor } from '../access.js';
import type { AccountService, Client } from '../accounts/contract.js';
import type { IntroductionService } from '../introductions/contract.js';
import type { Identify } from './access.js';
import { requestIdOf } from './logging.js';

/** Who a request may come from. */
export interface IdentifyDeps {
  accounts: Pick<AccountService, 'personOf'>;
  /** Whose challenge a tracking token opens; `undefined` for one that is unknown or expired. */
  challenges?: { byToken(token: string): Promise<{ challengeId: string } | undefined> } | undefined;
  /** Which side of which introduction the secret of a mail's link is. */
  introductions?: Pick<IntroductionService, 'byToken'> | undefined;
}

const ANYONE: Actor = { kind: 'anyone' };
/** Longest secret of a link that is looked up. */
const MAX_TOKEN = 100;

/** What the accounts need to know of a request. */
export function clientOf(req: Request): Client {
  return {
    ip: req.ip,
    userAgent: req.get('user-agent'),
    cookie: req.get('cookie'),
    requestId: requestIdOf(req),
  };
}

/**
 * Finds out who asks. `Authorization: Bearer TOKEN` is what the sender chose to show, so it alone counts. Else a
 * person's session comes before the `?token=` of an address, so that what staff do on a city's page stands in the
 * record under their own name. A request with none of these costs nothing.
 */
export function createIdentify(deps: IdentifyDeps): Identify {
  const byToken = async (token: string): Promise<Actor> => {
    if (token === '' || token.length > MAX_TOKEN) return ANYONE;
    const city = await deps.challenges?.byToken(token);
    if (city !== undefined) return { kind: 'city', challengeId: city.challengeId };
    const side = await deps.introductions?.byToken(token);
    if (side === undefined) return ANYONE;
    const { introductionId, challengeId } = side;
    return side.side === 'provider'
      ? { kind: 'provider', introductionId }
      : { kind: 'city', challengeId, introductionId };
  };
  return async (req) => {
    const shown = /^Bearer +(\S+) *$/i.exec(req.get('authorization') ?? '')?.[1];
    if (shown !== undefined) return byToken(shown);
    if (req.get('cookie') !== undefined) {
      const person = await deps.accounts.personOf(clientOf(req));
      if (person !== undefined) return person;
    }
    const { token } = req.query;
    return typeof token === 'string' ? byToken(token) : ANYONE;
  };
}
