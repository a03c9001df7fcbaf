import type { Request } from 'express';
import { z } from 'zod';
import type { Asker } from '../../access.js';
import { AppError } from '../../errors.js';
import type { LearningService } from '../../learning/contract.js';
import type { Notice } from '../accounts/fields.js';
import type { WebDeps } from '../deps.js';
import { oneValue, readFields } from '../form.js';
import type { PageRoute } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { LearningPage } from './learning-page.js';

const query = z.object({ done: oneValue });

/** What is learnt from decisions, in the console. */
export function learningPages({ learning, review }: WebDeps): PageRoute[] {
  if (learning === undefined) return [];
  const show = async (view: View, status: number, notice?: Notice): Promise<Page> => {
    const [counts, overview, people] = await Promise.all([
      learning.counts(),
      learning.weights(),
      review?.reviewers() ?? [],
    ]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return { status, content: <LearningPage {...{ view, counts, overview, names, notice }} /> };
  };
  return [
    {
      method: 'get',
      path: '/console/learning',
      access: 'staff',
      page(req, view) {
        const text = view.m.learning.done[query.parse(req.query).done];
        return show(view, 200, text === undefined ? undefined : { kind: 'done', text });
      },
    },
    {
      method: 'post',
      path: '/console/learning',
      access: 'admin',
      async page(req, view, asker) {
        const { learning: m } = view.m;
        if (!isSure(req)) return show(view, 400, { kind: 'danger', text: m.notSure });
        try {
          const done = await decide(learning, req, asker);
          return { status: 303, content: <></>, redirect: `/console/learning?done=${done}` };
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
          return show(view, 409, { kind: 'danger', text: m.stale });
        }
      },
    },
  ];
}

/** What changes every answer takes a tick; declining does not. */
function isSure(req: Request): boolean {
  const { do: does, sure } = readFields(req, 'do', 'sure');
  return does === 'decline' || sure === 'yes';
}

async function decide(learning: LearningService, req: Request, asker: Asker): Promise<string> {
  const { do: does, id, version } = readFields(req, 'do', 'id', 'version');
  switch (does) {
    case 'accept':
      await learning.accept(id, Number(version), asker);
      return 'accepted';
    case 'decline':
      await learning.decline(id, Number(version), asker);
      return 'declined';
    case 'shipped':
      await learning.useShipped(asker);
      return 'shipped';
    default:
      throw new AppError('bad-request', 'This form is not known here');
  }
}
