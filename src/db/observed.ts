/** Called as a statement goes out, with its text; what it returns is called once, at its end. */
export type ObserveStatement = (text: string) => (error?: unknown) => void;

/** Methods of drivers that send the statement given first, and those whose last argument is handed a transaction. */
const STATEMENTS = new Set<PropertyKey>(['query', 'unsafe']);
const TRANSACTIONS = new Set<PropertyKey>(['transaction', 'begin', 'savepoint']);

/**
 * The same client of a database as drizzle uses it, whose statements are observed, those of transactions too: for
 * PGlite, for postgres.js, and for the transactions of either.
 */
export function observed<T extends object>(client: T, observe: ObserveStatement): T {
  return new Proxy(client, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      const call = (given: unknown[]): unknown => Reflect.apply(method, target, given);
      if (STATEMENTS.has(name)) {
        return (...given: unknown[]) => {
          const answer = call(given);
          return answer instanceof Promise ? endingWith(answer, observe(String(given[0]))) : answer;
        };
      }
      if (TRANSACTIONS.has(name)) {
        return (...given: unknown[]) => call(given.map((one) => handedObserved(one, observe)));
      }
      return typeof name === 'symbol' ? method : (...given: unknown[]) => call(given);
    },
  });
}

/** What is done with a transaction is done with one that is observed. */
function handedObserved(work: unknown, observe: ObserveStatement): unknown {
  if (typeof work !== 'function') return work;
  return (tx: object): unknown => Reflect.apply(work, undefined, [observed(tx, observe)]);
}

/** The same promise; what postgres.js gives starts when it is asked for its result, and may be told more before. */
function endingWith(answer: Promise<unknown>, end: (error?: unknown) => void): Promise<unknown> {
  let ended = false;
  const once = (error?: unknown) => {
    if (!ended) end(error);
    ended = true;
  };
  const then = answer.then.bind(answer);
  if (answer.constructor === Promise) {
    void then(() => once(), once);
    return answer;
  }
  const observedThen: typeof answer.then = (done, failed) =>
    then(
      (value) => {
        once();
        return done ? done(value) : (value as never);
      },
      (error: unknown) => {
        once(error);
        if (failed) return failed(error);
        throw error;
      },
    );
  Reflect.set(answer, 'then', observedThen);
  return answer;
}
