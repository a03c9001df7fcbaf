import { ROLES } from '../../access.js';
import type { PersonRecord } from '../../accounts/contract.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { Field, type FieldErrors, Hidden, type Notice, NoticeBox } from './fields.js';

interface PeopleProps {
  view: View;
  people: readonly PersonRecord[];
  notice?: Notice | undefined;
  invited?: { name: string; link: string } | undefined;
  values?: { name: string; email: string; role: string } | undefined;
  errors?: FieldErrors | undefined;
}

/** Everybody of the secretariat, for administrators. */
export function PeoplePage({ view, people, notice, invited, values, errors }: PeopleProps) {
  const m = view.m.accounts;
  return (
    <ConsoleLayout view={view} title={m.people.title} here="people">
      <div class="sheet">
        <h1>{m.people.title}</h1>
        <p class="lead">{m.people.lead}</p>
        <NoticeBox notice={notice} />
        {invited !== undefined && (
          <div class="notice notice-done" role="status">
            <h2>{m.people.linkTitle(invited.name)}</h2>
            <p>{m.people.link}</p>
            <p>
              <code>{invited.link}</code>
            </p>
          </div>
        )}
        <section class="sheet-part" aria-labelledby="list-heading">
          <h2 id="list-heading">{m.people.listHeading}</h2>
          <ul class="people">
            {people.map((person) => (
              <PersonRow key={person.id} view={view} person={person} />
            ))}
          </ul>
        </section>
        <section class="sheet-part" aria-labelledby="invite-heading">
          <h2 id="invite-heading">{m.people.inviteHeading}</h2>
          <form class="gate-form" method="post" action="/console/people">
            <Field
              name="name"
              label={m.fields.name}
              type="text"
              autocomplete="off"
              value={values?.name}
              errors={errors}
            />
            <Field
              name="email"
              label={m.fields.email}
              type="email"
              autocomplete="off"
              value={values?.email}
              errors={errors}
            />
            <div class="field">
              <label class="label" for="role">
                {m.fields.role}
              </label>
              <RoleSelect view={view} id="role" chosen={values?.role ?? 'reviewer'} long />
            </div>
            <button class="button button-main" type="submit">
              {m.people.inviteSubmit}
            </button>
          </form>
        </section>
      </div>
    </ConsoleLayout>
  );
}

function RoleSelect(props: { view: View; id: string; chosen: string; long?: boolean; label?: string }) {
  const { view, id, chosen, long, label } = props;
  const { roles, roleMeans } = view.m.accounts;
  return (
    <select id={id} name="role" aria-label={label}>
      {ROLES.map((role) => (
        <option key={role} value={role} selected={role === chosen}>
          {long === true ? `${roles[role]}: ${roleMeans[role]}` : roles[role]}
        </option>
      ))}
    </select>
  );
}

function stateOf(view: View, person: PersonRecord): string {
  const { people, moment } = view.m.accounts;
  if (person.disabled) return people.disabled;
  if (person.lastSeenAt !== undefined) return people.seen(moment(new Date(person.lastSeenAt)));
  return person.canSignIn ? people.active : people.invited;
}

function PersonRow({ view, person }: { view: View; person: PersonRecord }) {
  const { people } = view.m.accounts;
  const action = `/console/people/${person.id}`;
  const button = (words: string) => ({ 'aria-label': people.ofPerson(words, person.name) });
  const able = person.disabled ? people.enable : people.disable;
  return (
    <li class={person.disabled ? 'person person-off' : 'person'}>
      <div class="person-who">
        <strong>{person.name}</strong>
        {person.id === view.person?.id && <span class="hint"> ({people.you})</span>}
        <span class="person-mail">{person.email}</span>
        <span class="hint">{stateOf(view, person)}</span>
      </div>
      <form class="person-role" method="post" action={action}>
        <RoleSelect
          view={view}
          id={`role-${person.id}`}
          chosen={person.role}
          label={people.roleOf(person.name)}
        />
        <button class="button" type="submit" {...button(people.save)}>
          {people.save}
        </button>
      </form>
      <div class="person-more">
        <form method="post" action={action}>
          <Hidden fields={{ disabled: String(!person.disabled) }} />
          <button class="button" type="submit" {...button(able)}>
            {able}
          </button>
        </form>
        {!person.disabled && (
          <form method="post" action={`${action}/invitation`}>
            <button class="button" type="submit" {...button(people.again)}>
              {people.again}
            </button>
          </form>
        )}
      </div>
    </li>
  );
}
