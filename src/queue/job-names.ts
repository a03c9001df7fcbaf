import { JOB_SCHEMAS, type JobName } from './port.js';

/** Whether there is a job of this name. */
function isJobName(name: string | undefined): name is JobName {
  return name !== undefined && Object.hasOwn(JOB_SCHEMAS, name);
}

/** Every job there is. */
export function jobNames(): JobName[] {
  return Object.keys(JOB_SCHEMAS).filter(isJobName);
}

/** Name and own id of a dead job, from the id that it is told by. */
export function splitDeadId(id: string): [JobName | undefined, string | undefined] {
  const at = id.indexOf(':');
  const name = id.slice(0, at);
  return [isJobName(name) ? name : undefined, id.slice(at + 1)];
}
