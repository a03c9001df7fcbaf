import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { Asker } from '../../access.js';
import { type ChallengeService, dismissalSchema, questionSchema } from '../../challenges/contract.js';
import { AppError } from '../../errors.js';
import { validate } from '../../http/validate.js';
import {
  type IntroductionService,
  introductionRequestSchema,
  outcomeReportSchema,
} from '../../introductions/contract.js';
import { asLanguage } from '../../languages.js';
import type { WebDeps } from '../deps.js';
import { oneValue } from '../form.js';
import { readReport } from '../introductions/report-form.js';
import type { PageRoute } from '../page-route.js';
import { TroublePage } from '../pages/plain.js';
import type { Page } from '../pages.js';
import { spokenTo, type View } from '../view.js';
import { readSubmission, readValues } from './form.js';
import { NewChallengePage } from './new-page.js';
import { TrackingPage } from './tracking-page.js';

/** The pages on which a city submits a challenge and follows it. */
export function challengePages({ challenges, introductions }: WebDeps): PageRoute[] {
  if (challenges === undefined) return [];
  return [
    { method: 'get', path: '/challenges/new', access: 'anyone', page: (req, view) => emptyForm(req, view) },
    {
      method: 'post',
      path: '/challenges/new',
      access: 'anyone',
      page: (req, view, asker) => submit(challenges, req, view, asker),
    },
    {
      method: 'get',
      path: '/challenges/:id',
      access: 'city',
      page: (req, view) => track(challenges, introductions, req, view),
    },
    {
      method: 'post',
      path: '/challenges/:id',
      access: 'city',
      page: (req, view, asker) => act({ challenges, introductions }, req, view, asker),
    },
  ];
}

/** The form, filled in from the address that a start page's answer leads to. */
function emptyForm(req: Request, view: View): Page {
  const values = { ...readValues(req.query), key: randomUUID(), followUp: 'yes' };
  return { status: 200, content: <NewChallengePage view={view} values={values} errors={{}} /> };
}

async function submit(
  service: ChallengeService,
  req: Request,
  view: View,
  { requestId }: Asker,
): Promise<Page> {
  const values = readValues(req.body);
  const read = readSubmission(values, view.m);
  if ('errors' in read) {
    return { status: 400, content: <NewChallengePage view={view} values={values} errors={read.errors} /> };
  }
  const key = /^[\w-]{8,100}$/.test(values.key) ? values.key : undefined;
  try {
    const { trackingUrl } = await service.submit(read.submission, {
      key,
      requestId,
      language: view.language,
    });
    const { pathname, search } = new URL(trackingUrl);
    return { status: 303, content: <></>, redirect: `${pathname}${search}&new=1`, secret: true };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    const content = <NewChallengePage view={view} values={values} errors={{}} away />;
    return { status: 503, content, retryAfterSeconds: error.retryAfterSeconds ?? 10 };
  }
}

const querySchema = z.object({ token: oneValue, new: oneValue });

async function track(
  service: ChallengeService,
  introductions: IntroductionService | undefined,
  req: Request,
  view: View,
): Promise<Page> {
  const { token, new: isNew } = querySchema.parse(req.query);
  const challenge = await service.get(String(req.params.id));
  const shown = { challenge, token, isNew: isNew === '1', introductions: introductions !== undefined };
  const spoken = spokenTo(view, asLanguage(challenge.language));
  const content = <TrackingPage view={spoken} {...shown} />;
  return { status: 200, content, language: spoken.language, secret: true };
}

const actionSchema = z.object({
  do: oneValue,
  match: oneValue,
  reason: oneValue,
  text: oneValue,
  consent: oneValue,
  introduction: oneValue,
  outcome: oneValue,
  note: oneValue,
});

/** What the forms of the tracking page ask for; then back to it. */
async function act(
  { challenges: service, introductions }: { challenges: ChallengeService } & Pick<WebDeps, 'introductions'>,
  req: Request,
  view: View,
  asker: Asker,
): Promise<Page> {
  const id = String(req.params.id);
  const { token } = querySchema.parse(req.query);
  const form = actionSchema.parse(req.body ?? {});
  const { requestId } = asker;
  switch (form.do) {
    case 'dismiss':
    case 'take-back': {
      const reason = form.do === 'dismiss' ? form.reason : null;
      await service.dismiss(id, form.match, validate(dismissalSchema, { reason }, 'body'), requestId);
      break;
    }
    case 'ask':
      await service.ask(id, validate(questionSchema, { text: form.text }, 'body'), requestId);
      break;
    case 'introduce': {
      const body = { matchId: form.match, message: form.text, consent: form.consent === 'yes' };
      await introductions?.request(id, validate(introductionRequestSchema, body, 'body'), asker);
      break;
    }
    case 'outcome':
      await introductions?.reportOf(
        id,
        form.introduction,
        validate(outcomeReportSchema, readReport(form), 'body'),
        asker,
      );
      break;
    case 'withdraw':
      await service.withdraw(id, requestId);
      break;
    case 'erase': {
      const spoken = spokenTo(view, asLanguage((await service.get(id)).language));
      await service.erase(id, asker);
      const { track: words } = spoken.m.challenges;
      const content = <TroublePage view={spoken} title={words.erasedTitle} text={words.erased} />;
      return { status: 200, content, language: spoken.language };
    }
    default:
      throw new AppError('bad-request', 'This form is not known here');
  }
  return {
    status: 303,
    content: <></>,
    redirect: `/challenges/${encodeURIComponent(id)}?token=${encodeURIComponent(token)}`,
    secret: true,
  };
}
