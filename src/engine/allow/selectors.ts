/**
 * How much of an account's work an entry's names stand for. Measures keep a sample of an account's addresses, keys and
 * organisations, with exact counts: what a sample does not hold is never taken to be allowed.
 */
import ipaddr from 'ipaddr.js';
import { clients } from '../../measures/catalogue/clients.js';
import { places } from '../../measures/catalogue/places.js';
import { templateNumber, templates, type TemplateKind } from '../../measures/catalogue/templates.js';
import { traffic } from '../../measures/catalogue/traffic.js';
import type { Profile } from '../../measures/profile.js';
import type { CountedSample } from '../../measures/sketches/counted-sample.js';
import type { LabelledSample } from '../../measures/sketches/labelled-sample.js';
import { hashText } from '../../requests/hash.js';
import { networkOf } from '../../requests/proxies.js';
import type { SelectorName } from './entry.js';
import { templateNumbersOf } from './template-names.js';

/** An account, or the part of it that is judged. */
export interface Candidate {
  readonly name: string;
  readonly profile: Profile;
  /** Key of the template whose requests alone are judged. */
  readonly stream?: number | undefined;
}

/** Requests that have one of the values: so many at least, and at most. */
export interface Requests {
  readonly least: number;
  readonly most: number;
}

export interface Selector {
  readonly values: readonly string[];
  requests(of: Candidate): Requests;
  /** Positions of the values that an account has shown; -1 is none. */
  seen(of: Candidate): readonly number[];
}

export function selectorOf(name: SelectorName, values: readonly string[]): Selector {
  return selectors[name](values);
}

const selectors: Readonly<Record<SelectorName, (values: readonly string[]) => Selector>> = {
  account(values) {
    const positions = positionsOf(values);
    return {
      values,
      requests: ({ name, profile }) => exactly(positions.has(name) ? profile.get(traffic).requests : 0),
      seen: ({ name }) => [positions.get(name) ?? -1],
    };
  },
  organization: values => byHash(values, profile => profile.get(clients).org.counts),
  key: values => byHash(values, profile => profile.get(clients).keys),
  cidr: byNetwork,
  template: byTemplate,
};

function byHash(values: readonly string[], sampleOf: (profile: Profile) => CountedSample): Selector {
  const positions = positionsOf(values.map(hashText));
  return {
    values,
    requests({ profile }) {
      const sample = sampleOf(profile);
      return bounds(sample, [...positions.keys()]);
    },
    seen({ profile }) {
      const sample = sampleOf(profile);
      if (sample.total === 0) return [];
      return sample.entries().map(([hash]) => positions.get(hash) ?? -1);
    },
  };
}

/** Sampled keys are counted exactly; keys beyond the sample may be anybody's. */
function bounds(sample: CountedSample, wanted: readonly number[]): Requests {
  const entries = sample.entries();
  const counted = entries.reduce((sum, [, count]) => sum + count, 0);
  const ours = new Set(wanted);
  const least = entries.reduce((sum, [hash, count]) => sum + (ours.has(hash) ? count : 0), 0);
  return { least, most: least + (sample.total - counted) };
}

type Network = NonNullable<ReturnType<typeof networkOf>>;

function byNetwork(values: readonly string[]): Selector {
  const networks = values.map(networkOf);
  const isIn = (label: string): boolean => networks.some(network => network !== undefined && holds(network, label));
  return {
    values,
    requests({ profile }) {
      const { address, prefix } = profile.get(places);
      // Many addresses may lie in a few prefixes, all of which are known.
      const [a, b] = [labelled(address, isIn), labelled(prefix, isIn)];
      const least = Math.max(a.least, b.least);
      return { least, most: Math.max(least, a.most) };
    },
    seen({ profile }) {
      const labels = profile.get(places).address.entries();
      return networks.flatMap((network, at) =>
        network !== undefined && labels.some(({ label }) => holds(network, label)) ? [at] : [],
      );
    },
  };
}

function labelled(sample: LabelledSample, isOurs: (label: string) => boolean): Requests {
  if (sample.counts.total === 0) return exactly(0);
  const ours = sample.entries().filter(({ label }) => isOurs(label));
  return bounds(
    sample.counts,
    ours.map(({ hash }) => hash),
  );
}

/** Whether an address, or all of a prefix, lies in a network. */
function holds([network, bits]: Network, label: string): boolean {
  const [text = '', size] = label.split('/');
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() !== network.kind()) return false;
  return (size === undefined || Number(size) >= bits) && address.match(network, bits);
}

function byTemplate(values: readonly string[]): Selector {
  const numbers = values.map(value => new Set(templateNumbersOf(value)));
  const positionOf = (key: number): number => {
    const number = templateNumber(key);
    return numbers.findIndex(set => set.has(number));
  };
  return {
    values,
    requests({ profile, stream }) {
      if (stream !== undefined && positionOf(stream) >= 0) return exactly(profile.get(traffic).requests);
      // Of one kind a request has one template; of several kinds it may have several of those named.
      const byKind = new Map<TemplateKind, number>();
      for (const { key, kind, requests } of profile.get(templates).values()) {
        if (positionOf(key) >= 0) byKind.set(kind, (byKind.get(kind) ?? 0) + requests);
      }
      return exactly(Math.max(0, ...byKind.values()));
    },
    seen: ({ profile }) =>
      profile
        .get(templates)
        .values()
        .map(({ key }) => positionOf(key)),
  };
}

function exactly(requests: number): Requests {
  return { least: requests, most: requests };
}

function positionsOf<T>(values: readonly T[]): Map<T, number> {
  return new Map(values.map((value, at) => [value, at]));
}
