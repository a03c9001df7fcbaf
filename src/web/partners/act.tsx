import type { Request } from 'express';
import type { Asker } from '../../access.js';
import { AppError } from '../../errors.js';
import { KEY_KINDS, MAX_OVERLAP_HOURS, type Partner } from '../../partners/contract.js';
import { readFields } from '../form.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { dashboardAddress } from './addresses.js';
import { readLook, themeOf } from './look-form.js';
import { type PartnerPagesDeps, partnerPage } from './partner.js';
import type { PartnerOutcome } from './partner-page.js';
import { backTo, partnerOf } from './settings-pages.js';
import { siteOf } from './sources.js';

const NAMES = ['do', 'version', 'key', 'kind', 'overlap', 'unit'] as const;
type Form = Record<(typeof NAMES)[number], string>;

/** What the forms of a partner's page ask for; then back to it. */
export async function act(deps: PartnerPagesDeps, req: Request, view: View, asker: Asker): Promise<Page> {
  const partner = await partnerOf(deps, req);
  const form = readFields(req, ...NAMES);
  try {
    return await run(deps, { req, view, asker, partner, form });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    const notice = { kind: 'danger', text: view.m.partnerDesk.conflict(error.message) } as const;
    return partnerPage(deps, req, view, { notice }, 409);
  }
}

interface Given {
  req: Request;
  view: View;
  asker: Asker;
  partner: Partner;
  form: Form;
}

async function run(deps: PartnerPagesDeps, given: Given): Promise<Page> {
  const { req, view, asker, partner, form } = given;
  const { partners, partnerLinks: links } = deps;
  const { id } = partner;
  const version = Number(form.version) || 0;
  /** What is told once stands on the answer itself, which no cache keeps. */
  const once = async (outcome: PartnerOutcome): Promise<Page> => ({
    ...(await partnerPage(deps, req, view, outcome)),
    secret: true,
  });
  switch (form.do) {
    case 'pause':
      await partners.update(id, { version, status: 'paused' }, asker);
      return backTo(id, 'paused');
    case 'resume':
      await partners.update(id, { version, status: 'active' }, asker);
      return backTo(id, 'resumed');
    case 'remove':
      await partners.remove(id, asker);
      return { status: 303, content: <></>, redirect: '/console/partners?done=removed' };
    case 'add-key': {
      const kind = KEY_KINDS.find((one) => one === form.kind);
      if (kind === undefined) throw new AppError('bad-request', 'This kind of key is not known here');
      return once({ made: { key: await partners.addKey(id, kind, asker) } });
    }
    case 'rotate':
      return rotate(deps, given, once);
    case 'revoke':
      await partners.revoke(id, form.key, asker);
      return backTo(id, 'revoked');
    case 'link': {
      const token = await links.make(id, asker);
      return once({ link: siteOf(deps, req) + dashboardAddress(id, token) });
    }
    case 'link-withdraw':
      await links.withdraw(id, asker);
      return backTo(id, 'link-withdrawn');
    case 'look-clear':
      await partners.update(id, { version, theme: { scheme: 'auto' } }, asker);
      return backTo(id, 'look-cleared');
    case 'look': {
      const values = readLook(req);
      const { theme, errors } = themeOf(values, view.m.partnerDesk.look.errors);
      if (errors !== undefined) return partnerPage(deps, req, view, { look: { values, errors } }, 400);
      await partners.update(id, { version, theme }, asker);
      return backTo(id, 'look');
    }
    default:
      throw new AppError('bad-request', 'This form is not known here');
  }
}

async function rotate(
  deps: PartnerPagesDeps,
  { req, view, asker, partner, form }: Given,
  once: (outcome: PartnerOutcome) => Promise<Page>,
): Promise<Page> {
  const typed = form.overlap.trim();
  const hours = Number(typed) * (form.unit === 'hours' ? 1 : 24);
  if (!/^\d{1,4}$/.test(typed) || hours > MAX_OVERLAP_HOURS) {
    return partnerPage(deps, req, view, { wrongOverlap: { keyId: form.key, typed } }, 400);
  }
  const key = await deps.partners.rotate(partner.id, form.key, hours, asker);
  const old = (await partnerOf(deps, req)).keys.find(({ id }) => id === form.key);
  return once({
    made: { key, oldEnds: old?.expiresAt === undefined ? undefined : new Date(old.expiresAt) },
  });
}
