import type { Request } from 'express';
import { AppError } from '../../errors.js';
import { compareRequestSchema, type EvaluationService } from '../../evaluation/contract.js';
import type { Run } from '../../evaluation/run.js';
import { nested, type Setting, settingsOf } from '../../evaluation/settings.js';
import { validate } from '../../http/validate.js';
import type { WebDeps } from '../deps.js';
import { oneValue, readFields, readPopulation } from '../form.js';
import type { PageRoute } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { type CompareValues, SIDES, type SideName, settingName } from './compare-form.js';
import { ComparePage } from './compare-page.js';
import { EvaluationPage } from './page.js';

const WORST = 10;
const COMPARE = '/console/evaluation/compare';

/** How well matching answers, in the console; and two settings compared on one statement. */
export function evaluationPages({ evaluation }: WebDeps): PageRoute[] {
  if (evaluation === undefined) return [];
  const path = '/console/evaluation';
  return [
    { method: 'get', path, access: 'reviewer', page: (_req, view) => evaluationPage(evaluation, view) },
    {
      method: 'post',
      path,
      access: 'staff',
      async page(_req, _view, asker) {
        await evaluation.ask(asker);
        return { status: 303, content: <></>, redirect: path };
      },
    },
    {
      method: 'get',
      path: COMPARE,
      access: 'reviewer',
      page: (req, view) => comparePage(evaluation, req, view),
    },
    {
      method: 'post',
      path: COMPARE,
      access: 'reviewer',
      page: (req, view) => compare(evaluation, req, view),
    },
  ];
}

async function evaluationPage(evaluation: EvaluationService, view: View): Promise<Page> {
  const [{ runs, state }, history, weights] = await Promise.all([
    evaluation.runs({ limit: 2 }),
    evaluation.history(),
    evaluation.weights(),
  ]);
  const [newest, before] = runs;
  const run: Run | undefined = newest && (await evaluation.get(newest.id));
  const [worst, lacks] = await Promise.all([
    run === undefined ? [] : evaluation.worst(run, WORST),
    evaluation.lacks(run),
  ]);
  const judged = state.status !== 'no-judgments' && (run !== undefined || (await anyJudged(evaluation)));
  const values = { ...EMPTY, inUse: settingsOf(weights) };
  const props = { view, state, run, before, judged, history, worst, lacks, values };
  return { status: 200, content: <EvaluationPage {...props} /> };
}

async function anyJudged(evaluation: EvaluationService): Promise<boolean> {
  const { shipped, learnt } = await evaluation.judgments();
  return shipped + learnt > 0;
}

const EMPTY = { statement: '', city: '', country: '', population: '', a: {}, b: {} };

/** The empty form, or with the statement of a judgment. */
async function comparePage(evaluation: EvaluationService, req: Request, view: View): Promise<Page> {
  const id = oneValue.parse(req.query.judgment);
  const [weights, judged] = await Promise.all([
    evaluation.weights(),
    id === '' ? undefined : evaluation.statement(id),
  ]);
  const values = {
    ...EMPTY,
    statement: judged?.text ?? '',
    country: judged?.country ?? '',
    population: judged?.population?.toString() ?? '',
    inUse: settingsOf(weights),
  };
  return { status: 200, content: <ComparePage {...{ view, values }} errors={[]} comparison={undefined} /> };
}

async function compare(evaluation: EvaluationService, req: Request, view: View): Promise<Page> {
  const inUse = settingsOf(await evaluation.weights());
  const values = readValues(req, inUse);
  const population = values.population.trim();
  const city = {
    ...(values.city.trim() !== '' && { name: values.city.trim() }),
    ...(values.country !== '' && { country: values.country }),
    ...(population !== '' && { population: readPopulation(population) ?? population }),
  };
  const sides = { a: changesOf(values, 'a'), b: changesOf(values, 'b') };
  try {
    const request = validate(compareRequestSchema, { statement: values.statement, city, ...sides }, 'body');
    const comparison = await evaluation.compare(request);
    return { status: 200, content: <ComparePage {...{ view, values, comparison }} errors={[]} /> };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'bad-request') throw error;
    const errors = errorsOf(view, error);
    return { status: 400, content: <ComparePage {...{ view, values, errors }} comparison={undefined} /> };
  }
}

function readValues(req: Request, inUse: readonly Setting[]): CompareValues {
  const paths = inUse.map(({ path }) => path);
  const side = (name: SideName) => {
    const typed = readFields(req, ...paths.map((path) => `${name}.${path}`));
    return Object.fromEntries(paths.map((path) => [path, typed[`${name}.${path}`] ?? '']));
  };
  const { statement, ...place } = readFields(req, 'statement', 'city', 'country', 'population');
  return { statement: statement.replace(/\r\n?/g, '\n'), ...place, a: side('a'), b: side('b'), inUse };
}

/** What was typed and is not as in use; an empty field is. A decimal comma is a point. */
function changesOf(values: CompareValues, side: SideName): Record<string, unknown> {
  const changed = values.inUse.flatMap(({ path, value }) => {
    const typed = (values[side][path] ?? '').trim().replace(',', '.');
    if (typed === '' || Number(typed) === value) return [];
    return [[path, Number.isNaN(Number(typed)) ? typed : Number(typed)] as const];
  });
  return nested(Object.fromEntries(changed));
}

/** What is wrong with the form, in its own words. */
function errorsOf(view: View, { fields }: AppError): string[] {
  const m = view.m.evaluation.compare;
  const told = fields.map(({ path, message }) => {
    const [first = '', ...rest] = path.split('.');
    const side = SIDES.find((name) => name === first);
    if (side !== undefined)
      return m.errors.setting(m.sides[side], settingName(view, rest.join('.')), message);
    return first === 'city' ? m.errors.city : m.errors.statement;
  });
  return [...new Set(told)];
}
