/** A detector that behaves as it is, while what it reads and says is written down. */
import type { Context, Detector, Finding } from '../detectors/detector.js';

export interface Watch {
  /** Needs that were read. */
  readonly reads: Set<string>;
  /** Needs, features and options that were asked for and are not declared. */
  readonly strays: Set<string>;
  /** What was said, before the engine caps it. */
  readonly said: { readonly accounts: readonly string[]; readonly finding: Finding }[];
}

type Values = Readonly<Record<string, never>>;
type AnyContext = Context<Detector['needs'], Detector['options']>;

export function watchDetector(detector: Detector, watch: Watch): Detector {
  const needs = (values: Values) => observed(values, 'need', watch);
  const { gather, prepare, features } = detector;
  const watchedFeatures = Object.entries(features).map(([name, feature]): [string, typeof feature] => [
    name,
    (values, options, prepared) => feature(needs(values), observed(options, 'option', watch), prepared),
  ]);
  return {
    ...detector,
    ...(gather !== undefined && {
      gather: { start: () => gather.start(), take: (gathered, values) => gather.take(gathered, needs(values)) },
    }),
    ...(prepare !== undefined && { prepare: (everybody, gathered) => prepare(everybody.map(needs), gathered) }),
    features: Object.fromEntries(watchedFeatures),
    assess(values, context) {
      const finding = detector.assess(needs(values), watchedContext(context, detector, watch));
      if (finding !== undefined) watch.said.push({ accounts: context.subject.accounts, finding });
      return finding;
    },
  };
}

function watchedContext(context: AnyContext, detector: Detector, watch: Watch): AnyContext {
  const { population, subject, options } = context;
  const known = (feature: string) => {
    if (!Object.hasOwn(detector.features, feature)) watch.strays.add(`feature ${feature}`);
    return feature;
  };
  return {
    ...context,
    population: {
      count: feature => population.count(known(feature)),
      tail: (feature, value) => population.tail(known(feature), value),
      quantile: (feature, q) => population.quantile(known(feature), q),
    },
    subject: { ...subject, members: () => subject.members().map(values => observed(values, 'need', watch)) },
    feature: name => context.feature(known(name)),
    options: observed(options, 'option', watch),
  };
}

function observed<T extends object>(values: T, what: 'need' | 'option', watch: Watch): T {
  return new Proxy(values, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string') {
        if (!(name in target)) watch.strays.add(`${what} ${name}`);
        else if (what === 'need') watch.reads.add(name);
      }
      return Reflect.get(target, name, receiver);
    },
  });
}
