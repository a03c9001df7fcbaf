import type { Request } from 'express';
import type { Asker } from '../../access.js';
import type { CatalogueSearch } from '../../catalogue/search.js';
import { AppError } from '../../errors.js';
import { type Partner, type PartnerService, partnerSettingsSchema } from '../../partners/contract.js';
import { narrow, type Scope } from '../../partners/scope.js';
import { readFields } from '../form.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { partnerAddress } from './addresses.js';
import { EditPartnerPage, NewPartnerPage } from './edit-page.js';
import {
  baseOf,
  merge,
  newPartnerValues,
  type PartnerErrors,
  partnerErrors,
  readPartnerValues,
  scopeOf,
  settingsOf,
  valuesOf,
} from './form.js';

/** What the forms of settings need. */
export interface SettingsDeps {
  partners: PartnerService;
  search: Pick<CatalogueSearch, 'search'>;
}

/** Entries that a scope opens; unknown where it is no scope. */
export async function opensOf(search: SettingsDeps['search'], scope: Scope | undefined) {
  if (scope === undefined) return undefined;
  const answer = await search.search({
    text: '',
    filter: narrow(scope, {}).filter,
    facets: [],
    limit: 1,
    offset: 0,
  });
  return answer.total;
}

/** The partner of an address. @throws AppError `not-found`. */
export async function partnerOf(
  { partners }: Pick<SettingsDeps, 'partners'>,
  req: Request,
): Promise<Partner> {
  const partner = await partners.get(String(req.params.id));
  if (partner === undefined) throw new AppError('not-found', 'There is no partner of this id');
  return partner;
}

/** Back to a partner's page, which says what was done. */
export function backTo(id: string, done: string): Page {
  return { status: 303, content: <></>, redirect: `${partnerAddress(id)}?done=${done}` };
}

export async function newPage({ search }: SettingsDeps, view: View): Promise<Page> {
  const shown = { view, values: newPartnerValues(), errors: {}, opens: await opensOf(search, {}) };
  return { status: 200, content: <NewPartnerPage {...shown} /> };
}

/** Enters a partner, or counts what its scope would open. */
export async function create(deps: SettingsDeps, req: Request, view: View, asker: Asker): Promise<Page> {
  const { do: does } = readFields(req, 'do');
  const values = readPartnerValues(req.body);
  const page = async (status: number, errors: PartnerErrors): Promise<Page> => {
    const opens = await opensOf(deps.search, scopeOf(values));
    return { status, content: <NewPartnerPage {...{ view, values, errors, opens }} /> };
  };
  if (does === 'count') return page(200, {});
  const words = view.m.partnerDesk.form.errors;
  const { settings, errors } = settingsOf(values, words);
  if (errors !== undefined) return page(400, errors);
  try {
    const { id } = await deps.partners.create(partnerSettingsSchema.parse(settings), asker);
    return backTo(id, 'added');
  } catch (error) {
    return page(400, partnerErrors(values, error, words));
  }
}

export async function editPage(deps: SettingsDeps, req: Request, view: View): Promise<Page> {
  const partner = await partnerOf(deps, req);
  const values = valuesOf(partner);
  const shown = { view, partner, values, errors: {}, version: partner.version, base: baseOf(values) };
  const opens = await opensOf(deps.search, partner.scope);
  return { status: 200, content: <EditPartnerPage {...shown} opens={opens} /> };
}

/** Saves what was changed; of two people who changed the same the second one is shown both. */
export async function edit(deps: SettingsDeps, req: Request, view: View, asker: Asker): Promise<Page> {
  const form = readFields(req, 'do', 'version', 'base');
  const values = readPartnerValues(req.body);
  const partner = await partnerOf(deps, req);
  // The version that the form was made from stays: what others changed meanwhile must still be noticed.
  const version = /^\d{1,9}$/.test(form.version) ? Number(form.version) : partner.version;
  const page = async (status: number, errors: PartnerErrors): Promise<Page> => {
    const shown = { view, partner, values, errors, version, base: form.base };
    const opens = await opensOf(deps.search, scopeOf(values));
    return { status, content: <EditPartnerPage {...shown} opens={opens} /> };
  };
  if (form.do === 'count') return page(200, {});
  const words = view.m.partnerDesk.form.errors;
  const { settings, errors } = settingsOf(values, words);
  if (errors !== undefined) return page(400, errors);
  try {
    const change = { ...settings, contact: settings.contact ?? null, version };
    await deps.partners.update(partner.id, change, asker);
    return backTo(partner.id, 'saved');
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') {
      return page(400, partnerErrors(values, error, words));
    }
    // Read again: what is shown beside what was typed must belong to the version that the form now carries.
    const now = await partnerOf(deps, req);
    const stored = valuesOf(now);
    const { values: merged, ...told } = merge(values, stored, form.base);
    const shown = {
      view,
      partner: now,
      values: merged,
      errors: {},
      version: now.version,
      base: baseOf(stored),
    };
    const opens = await opensOf(deps.search, scopeOf(merged));
    const conflict = { why: error.message, stored, ...told };
    return { status: 409, content: <EditPartnerPage {...shown} opens={opens} conflict={conflict} /> };
  }
}
