/**
 * The laws of measures, on made-up logs that grow and hold nonsense: `merge` is associative and commutative, `create()`
 * is its identity, encoding loses nothing, and neither cuts nor the order of requests matter. States are compared by
 * what they encode to.
 */
import type { Measure } from '../measures/measure.js';
import type { RequestBatch } from '../requests/batch.js';
import { createDictionaries } from '../requests/builder.js';
import { columnNames, sourceColumnNames } from '../requests/columns.js';
import { drawFrom } from './draw.js';
import { strangeRequests } from './strange.js';
import { toBatches, type PlacedRequest } from './log-builder.js';
import type { Problem } from './problem.js';

export interface LawOptions {
  /** Another seed, other logs. */
  readonly seed?: string;
  /** Requests of each made-up log. Small ones first: the first failure is then easy to read. */
  readonly sizes?: readonly number[];
}

/** Small logs, and logs larger than the samples that built-in measures keep. */
const usualSizes = [3, 5, 12, 40, 3000];

/** Laws that the measure breaks, each with the size of the log that shows it; empty when it keeps them all. */
export function checkMeasureLaws<S>(
  measure: Measure<S>,
  { seed = 'laws', sizes = usualSizes }: LawOptions = {},
): Problem[] {
  const problems = new Map<string, Problem>();
  for (const size of sizes) {
    const complain = (rule: string, message: string) => {
      if (!problems.has(rule)) problems.set(rule, { rule, message: `${message} (log of ${size} requests)` });
    };
    try {
      checkLog(measure, strangeRequests(size, `${seed}/${size}`), complain);
    } catch (error) {
      complain('no throw', error instanceof Error ? error.message : String(error));
    }
  }
  return [...problems.values()].map(problem => ({ ...problem, message: `${measure.id}: ${problem.message}` }));
}

type Complain = (rule: string, message: string) => void;

function checkLog<S>(measure: Measure<S>, requests: readonly PlacedRequest[], complain: Complain): void {
  const draw = drawFrom(`cuts/${requests.length}`);
  const parts: PlacedRequest[][] = [[], [], []];
  for (const request of requests) (parts[draw.integer(3)] as PlacedRequest[]).push(request);
  const whole = observe(measure, requests, complain);
  const shuffled = observe(measure, draw.shuffled(requests), complain);
  const raw = parts.map(part => observe(measure, part, complain));
  // Merging may change what it merges into: each law gets states of its own.
  const texts = parts.map(part => encodings(measure, observe(measure, part, complain)));
  for (const [entity, state] of whole) {
    const text = encodingOf(measure, state);
    const of = (i: number) => {
      const stored = texts[i]?.get(entity);
      return stored === undefined ? measure.create() : decoded(measure, stored);
    };
    const same = (rule: string, message: string, got: S) => {
      if (encodingOf(measure, got) !== text) complain(rule, message);
    };
    checkEncoding(measure, state, complain);
    same('identity', 'merge(create(), s) is not s', measure.merge(measure.create(), decoded(measure, text)));
    same('identity', 'merge(s, create()) is not s', measure.merge(decoded(measure, text), measure.create()));
    same(
      'any order',
      'the same requests in another order give another state',
      shuffled.get(entity) ?? measure.create(),
    );
    same('associativity', 'the parts (a + b) + c are not the whole', add(measure, add(measure, of(0), of(1)), of(2)));
    same('associativity', 'the parts a + (b + c) are not the whole', add(measure, of(0), add(measure, of(1), of(2))));
    same('commutativity', 'the parts c + b + a are not the whole', add(measure, add(measure, of(2), of(1)), of(0)));
    const fresh = raw.map(states => states.get(entity) ?? measure.create());
    const sum = fresh.reduce((into, from) => measure.merge(into, from), measure.create());
    same('any cut', 'the parts of a log are not the whole', sum);
    checkMerge(measure, of, complain);
    checkTable(measure, [of(1), of(2), of(0)], text, complain);
  }
}

function checkEncoding<S>(measure: Measure<S>, state: S, complain: Complain): void {
  const text = encodingOf(measure, state);
  if (encodingOf(measure, state) !== text) complain('round trip', 'encoding twice gives two texts');
  if (encodingOf(measure, decoded(measure, text)) !== text) complain('round trip', 'decode(encode(s)) is not s');
}

/** Merging takes from a state without changing it, then or later. */
function checkMerge<S>(measure: Measure<S>, of: (i: number) => S, complain: Complain): void {
  const from = of(1);
  const before = encodingOf(measure, from);
  const into = measure.merge(of(0), from);
  if (encodingOf(measure, from) !== before) complain('pure merge', 'merge changes what it takes from');
  measure.merge(into, of(2));
  if (encodingOf(measure, from) !== before)
    complain('pure merge', 'a merged state shares parts with what it came from');
}

function checkTable<S>(measure: Measure<S>, parts: readonly S[], text: string, complain: Complain): void {
  const table = measure.table();
  for (const state of parts) table.put(3, state);
  const kept = table.get(3);
  if (kept === undefined || encodingOf(measure, kept) !== text)
    complain('any cut', 'parts put into a table are not the whole');
}

function add<S>(measure: Measure<S>, into: S, from: S): S {
  return measure.merge(into, from);
}

/** States by account name ('' for the log), from a table of their own. */
function observe<S>(measure: Measure<S>, requests: readonly PlacedRequest[], complain: Complain): Map<string, S> {
  const dictionaries = createDictionaries();
  const table = measure.table();
  const onBatch = (batch: RequestBatch) => table.observe(declaredOnly(batch, measure, complain));
  toBatches(requests, sourceColumnNames, { dictionaries, onBatch });
  const states = new Map<string, S>();
  const last = measure.per === 'log' ? 1 : dictionaries.account.size;
  for (let entity = measure.per === 'log' ? 0 : 1; entity < last; entity++) {
    const state = table.get(entity);
    if (state !== undefined) states.set(measure.per === 'log' ? '' : dictionaries.account.text(entity), state);
  }
  return states;
}

/** The batch, reporting columns that are read and not declared: a log decoded for this measure alone lacks them. */
function declaredOnly(batch: RequestBatch, measure: Measure<never> | Measure, complain: Complain): RequestBatch {
  const undeclared = new Set<string | symbol>(columnNames);
  for (const column of [...measure.columns, 'account']) undeclared.delete(column);
  return new Proxy(batch, {
    get(target, name): unknown {
      if (undeclared.has(name)) complain('columns', `${String(name)} is read and not declared`);
      return Reflect.get(target, name);
    },
  });
}

function encodings<S>(measure: Measure<S>, states: ReadonlyMap<string, S>): Map<string, string> {
  return new Map([...states].map(([entity, state]) => [entity, encodingOf(measure, state)]));
}

function encodingOf<S>(measure: Measure<S>, state: S): string {
  return JSON.stringify(measure.encode(state));
}

function decoded<S>(measure: Measure<S>, text: string): S {
  return measure.decode(JSON.parse(text) as Parameters<Measure<S>['decode']>[0]);
}
