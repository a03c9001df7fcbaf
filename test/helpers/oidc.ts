import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { z } from 'zod';

/** Claims of whoever signs in next with the provider. */
export interface OidcUser {
  sub: string;
  email: string;
  email_verified?: boolean;
  name: string;
}

const interactionSchema = z.object({ params: z.object({ client_id: z.string(), scope: z.string() }) });

/** A small OpenID provider on a free port that signs `user` in without asking. */
export async function startOidcProvider(redirectUri: string) {
  let user: OidcUser = { sub: 'u-1', email: 'nobody@secretariat.test', name: 'Nobody' };
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was opened');
  const issuer = `http://127.0.0.1:${address.port}`;
  const client = { clientId: 'citymatch', clientSecret: 'a secret between the two of them' };
  const provider = new Provider(issuer, {
    clients: [
      { client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['k'.repeat(32)] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...user }) }),
    ttl: { Session: 60, Interaction: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
  });
  const answer = provider.callback();
  server.on('request', (req, res) => {
    if (!req.url?.startsWith('/interaction/')) return void answer(req, res);
    void (async () => {
      const { params } = interactionSchema.parse(await provider.interactionDetails(req, res));
      const grant = new provider.Grant({ accountId: user.sub, clientId: params.client_id });
      grant.addOIDCScope(params.scope);
      const consent = { grantId: await grant.save() };
      await provider.interactionFinished(req, res, { login: { accountId: user.sub }, consent });
    })();
  });
  return {
    config: { issuer, ...client },
    /** The next one who signs in. */
    next(one: OidcUser) {
      user = one;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
