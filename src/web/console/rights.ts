import { atLeast, type Person } from '../../access.js';
import { mayBecome, OPEN } from '../../challenges/states.js';
import type { ReviewChallenge } from '../../review/contract.js';

/** What a person may do with a challenge: what is not allowed is not offered. The service checks again. */
export interface Rights {
  staff: boolean;
  claim: boolean;
  /** Decide on matches, edit, add and reorder. */
  decide: boolean;
  publish: boolean;
  reopen: boolean;
}

export function rightsOf(person: Person | undefined, { status }: ReviewChallenge): Rights {
  const staff = person !== undefined && atLeast(person.role, 'staff');
  const open = OPEN.includes(status);
  return {
    staff,
    claim: open,
    decide: open,
    publish: staff && open,
    reopen: staff && !open && mayBecome(status, 'proposed'),
  };
}
