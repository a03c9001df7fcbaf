import type { OpenedKey } from './partners/opened.js';

/** What a person of the secretariat may do; each role may do what those before it may. */
export const ROLES = ['reviewer', 'staff', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may make a call: `anyone`; `city`: whoever shows the secret of the challenge or introduction that the
 * address names, and reviewers; `widget`: whoever shows the key of a partner where it works; a role: who has it, or a
 * higher one.
 */
export type Access = 'anyone' | 'city' | 'widget' | Role;

/** Who makes a call, or did something. */
export type Actor =
  | { kind: 'anyone' }
  /** Someone who showed the secret of this challenge. */
  | {
      kind: 'city';
      challengeId: string;
      /** The secret was that of a mail about this introduction: it opens the introduction, not the challenge. */
      introductionId?: string | undefined;
    }
  /** A provider that showed the secret of this introduction. */
  | { kind: 'provider'; introductionId: string }
  /** A partner's page or back end that showed this key. */
  | { kind: 'partner'; key: OpenedKey }
  | Person
  /** The product itself: a job, a seed. */
  | { kind: 'system'; name: string };

/** A person who is signed in. */
export interface Person {
  kind: 'person';
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** Who asks, and the request's number in the log. */
export interface Asker {
  actor: Actor;
  requestId?: string | undefined;
}

/** Whether a role may do what another one may. */
export function atLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** How an actor stands in the database: a person by id, a city by its challenge's. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'anyone':
      return 'anyone';
    case 'city':
      return `city:${actor.challengeId}`;
    case 'provider':
      return `provider:${actor.introductionId}`;
    case 'partner':
      return `partner:${actor.key.partnerId}`;
    case 'person':
      return `person:${actor.id}`;
    case 'system':
      return `system:${actor.name}`;
  }
}
