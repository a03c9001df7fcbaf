import { z } from 'zod';
import { type Asker, type Person, ROLES } from '../access.js';

/** Fewest characters of a password (NIST SP 800-63B-4 asks for 15 without a second factor, 8 with one). */
export const MIN_PASSWORD = 12;
/** Most characters of a password: hashing a longer one would only cost time. */
export const MAX_PASSWORD = 128;
/** Sessions end after so many hours without a request. */
export const SESSION_HOURS = 12;

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'must be 254 characters at most')
  .pipe(z.email('must be a mail address, such as ana@example.org'));
const name = z
  .string()
  .trim()
  .min(1, 'must be a name')
  .max(200, 'must be 200 characters at most')
  .regex(/^[^\p{Cc}]*$/u, 'must be one line');
const role = z
  .enum(ROLES)
  .describe('`reviewer`: reviews; `staff`: also catalogue, mail and introductions; `admin`: also people');
const password = z.string().max(MAX_PASSWORD, `must be ${MAX_PASSWORD} characters at most`);

/** A person of the secretariat, as admins see them. */
export const personSchema = z
  .object({
    id: z.string().meta({ description: 'Id of the person', example: 'pe-0f3k2m9q4t7w8x2z' }),
    name: z.string().describe('Their name'),
    email: z.string().describe('Their mail address, in lower case'),
    role,
    disabled: z.boolean().describe('They may no longer sign in'),
    createdAt: z.iso.datetime().describe('When they were invited, ISO 8601 in UTC'),
    lastSeenAt: z.iso
      .datetime()
      .optional()
      .describe('About when they last did something; absent: not signed in'),
    canSignIn: z.boolean().describe('They have a password, or an account with another provider'),
  })
  .meta({ id: 'Person', description: 'Someone of the secretariat' });
export type PersonRecord = z.infer<typeof personSchema>;

/** Answer of `GET /v1/me` and `POST /v1/auth/sign-in`. */
export const meSchema = z
  .object({
    id: z.string().describe('Id of the person'),
    name: z.string().describe('Their name'),
    email: z.string().describe('Their mail address'),
    role,
  })
  .meta({ id: 'Me', description: 'Who is signed in' });

/** Body of `POST /v1/auth/sign-in`. */
export const signInSchema = z
  .strictObject({
    email: z.string().trim().max(254).describe('Mail address'),
    password: password.describe('Password'),
  })
  .meta({ id: 'SignIn' });

/** Body of `POST /v1/people`. */
export const invitationSchema = z
  .strictObject({ name: name.describe('Their name'), email: email.describe('Their mail address'), role })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitationSchema>;

/** Answer of `POST /v1/people`. */
export const invitedSchema = z
  .object({
    person: personSchema,
    link: z.string().describe('Sets their password, once, within 7 days; it was mailed to them as well'),
  })
  .meta({ id: 'Invited' });

/** Body of `PATCH /v1/people/{id}`. */
export const personChangeSchema = z
  .strictObject({
    name: name.optional().describe('Their name'),
    role: role.optional(),
    disabled: z.boolean().optional().describe('`true` ends their sessions; `false` lets them in again'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something')
  .meta({ id: 'PersonChange' });
export type PersonChange = z.infer<typeof personChangeSchema>;

/** What `/console/first-admin` sends. */
export const firstAdminSchema = z.strictObject({ name, email, password });
export type FirstAdmin = z.infer<typeof firstAdminSchema>;

export const emailSchema = email;

/** From where a request comes: what a session, a limit and the audit need of it, and its cookies. */
export interface Client {
  ip: string | undefined;
  userAgent: string | undefined;
  cookie: string | undefined;
  requestId: string | undefined;
}

/** Somebody signed in: the `Set-Cookie` values that tell the browser so. */
export interface SignedIn {
  person: Person;
  cookies: string[];
}

/** A session, as its owner sees it. */
export interface SessionRecord {
  id: string;
  createdAt: Date;
  /** To within ten minutes. */
  lastSeenAt: Date;
  ipAddress: string;
  userAgent: string;
  /** It is the one that asks. */
  current: boolean;
}

/** Accounts of the secretariat: who may sign in, and who is signed in. */
export interface AccountService {
  /** Whose session a request carries; `undefined` for none, a forged, expired or ended one, or a disabled person. */
  personOf(client: Client): Promise<Person | undefined>;
  /** Which ways to sign in there are, and whether there is anybody who could. */
  ways(): Promise<{ nobodyYet: boolean; oidc: boolean }>;

  /**
   * @throws AppError `unauthenticated` for a wrong address or password, the same for both; `rate-limited` with the
   * seconds to wait, after 5 wrong passwords for an address (known or not) or 30 from one network address within
   * 15 minutes; `forbidden` for a disabled person with the right password.
   */
  signIn(given: z.infer<typeof signInSchema>, client: Client): Promise<SignedIn>;
  /** Mails a link that signs in, when the address is a person's; tells nobody whether it is. */
  sendLink(address: string, next: string, client: Client): Promise<void>;
  /** @throws AppError `unauthenticated` for a link that is unknown, used or older than 10 minutes. */
  signInByLink(token: string, client: Client): Promise<SignedIn>;
  /**
   * Where to send the browser to sign in with the configured provider.
   * @throws AppError `not-found` where none is configured, `unavailable` when it does not answer.
   */
  startOidc(next: string, client: Client): Promise<{ url: string; cookies: string[] }>;
  /** What the provider sent the browser back with. @throws AppError `unauthenticated` when it is no sign-in. */
  finishOidc(query: Record<string, string>, client: Client): Promise<{ next: string; cookies: string[] }>;
  /** Ends the session that asks; gives the cookies to clear. */
  signOut(client: Client): Promise<{ cookies: string[] }>;
  /** Ends every session of a person. */
  signOutEverywhere(person: Person, requestId?: string): Promise<{ ended: number }>;
  sessionsOf(person: Person, client: Client): Promise<SessionRecord[]>;

  /** @throws AppError `bad-request` naming `current` or `password`; `rate-limited` as for signing in. */
  changePassword(
    given: { current: string; password: string },
    person: Person,
    client: Client,
  ): Promise<{ cookies: string[] }>;
  /** Mails a link to set a new password, when the address is a person's. */
  sendPasswordLink(address: string, client: Client): Promise<void>;
  /** Sets a password by a link, and ends all sessions. @throws AppError `bad-request`, `unauthenticated`. */
  setPassword(given: { token: string; password: string }, client: Client): Promise<void>;

  people(): Promise<PersonRecord[]>;
  /** @throws AppError `conflict` when the address is taken. */
  invite(invitation: Invitation, asker: Asker): Promise<z.infer<typeof invitedSchema>>;
  /** A new link to set a password, mailed too. @throws AppError `not-found`; `conflict` for a disabled person. */
  inviteAgain(id: string, asker: Asker): Promise<z.infer<typeof invitedSchema>>;
  /** @throws AppError `not-found`; `conflict` when no admin would be left. */
  change(id: string, change: PersonChange, asker: Asker): Promise<PersonRecord>;

  /**
   * While there is nobody: makes a new setup secret and gives the link that carries it. The one before ceases to work.
   */
  newSetupLink(address: string): Promise<string | undefined>;
  /** Whether a setup secret opens the first admin's page now. */
  setupIsOpen(secret: string): Promise<boolean>;
  /**
   * Makes the first admin, once, and signs them in.
   * @throws AppError `forbidden` for a wrong secret; `conflict` when there is somebody; `bad-request`.
   */
  createFirstAdmin(secret: string, given: FirstAdmin, client: Client): Promise<SignedIn>;
}
