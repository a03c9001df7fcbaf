import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of the log tells while a request is answered or a job is done. */
export interface LogFields {
  requestId?: string;
  /** The job's name and id. */
  job?: string;
  jobId?: string;
}

const storage = new AsyncLocalStorage<LogFields>();

/** Works, and all that it begins, with these fields in every line of the log. */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return storage.run(fields, work);
}

/** The fields of what is being done now; empty where that is neither a request nor a job. */
export function logFields(): LogFields {
  return storage.getStore() ?? {};
}
