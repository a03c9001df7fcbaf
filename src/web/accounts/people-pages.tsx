import { type AccountService, invitationSchema, personChangeSchema } from '../../accounts/contract.js';
import { AppError } from '../../errors.js';
import { validate } from '../../http/validate.js';
import { oneValue, readFields } from '../form.js';
import { type PageRoute, routesFor } from '../page-route.js';
import type { Page } from '../pages.js';
import { fieldErrors } from './form.js';
import { PeoplePage } from './people.js';

/** The people of the secretariat, for administrators. */
export function peoplePages(accounts: AccountService): PageRoute[] {
  const route = routesFor('admin');
  return [
    route('get', '/console/people', async (req, view) => {
      const people = await accounts.people();
      const changed = people.find(({ id }) => id === oneValue.parse(req.query.changed));
      const text = changed === undefined ? undefined : view.m.accounts.people.changed(changed.name);
      const notice = text === undefined ? undefined : ({ kind: 'done', text } as const);
      return { status: 200, content: <PeoplePage view={view} people={people} notice={notice} /> };
    }),
    route('post', '/console/people', async (req, view, asker) => {
      const given = readFields(req, 'name', 'email', 'role');
      try {
        const invitation = validate(invitationSchema, given, 'body');
        const { person, link } = await accounts.invite(invitation, asker);
        const shown = { people: await accounts.people(), invited: { name: person.name, link } };
        return { status: 200, secret: true, content: <PeoplePage view={view} {...shown} /> };
      } catch (error) {
        const shown = { errors: fieldErrors(view, error), values: given, people: await accounts.people() };
        return { status: 400, content: <PeoplePage view={view} {...shown} /> };
      }
    }),
    route('post', '/console/people/:id', async (req, view, asker) => {
      const { role, disabled } = readFields(req, 'role', 'disabled');
      const change = {
        ...(role !== '' && { role }),
        ...(disabled !== '' && { disabled: disabled === 'true' }),
      };
      try {
        const id = String(req.params.id);
        await accounts.change(id, validate(personChangeSchema, change, 'body'), asker);
        const redirect = `/console/people?${new URLSearchParams({ changed: id })}`;
        return { status: 303, content: <></>, redirect } satisfies Page;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
        const notice = { kind: 'danger', text: view.m.accounts.people.lastAdmin } as const;
        const people = await accounts.people();
        return { status: 409, content: <PeoplePage view={view} people={people} notice={notice} /> };
      }
    }),
    route('post', '/console/people/:id/invitation', async (req, view, asker) => {
      const { person, link } = await accounts.inviteAgain(String(req.params.id), asker);
      const shown = { people: await accounts.people(), invited: { name: person.name, link } };
      return { status: 200, secret: true, content: <PeoplePage view={view} {...shown} /> };
    }),
  ];
}
