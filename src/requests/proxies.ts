/** Which of the addresses that a request came through is the client's. */
import ipaddr from 'ipaddr.js';
import { addressesIn, noAddress, type Address } from './address.js';

/** Whom to believe. Can be sent to another thread. */
export interface Proxies {
  /** Addresses and networks (CIDR) of the user's own proxies; none: the first public address is taken to be the client's. */
  readonly trusted: readonly string[];
}

export const noProxies: Proxies = { trusted: [] };

/** A client as one field names it. */
export interface NamedClient extends Address {
  /** Whether another field may name the client instead: a proxy's own address, or one that is not public. */
  readonly givesWay: boolean;
  /** Whether it may stand in for an address that gives way. */
  readonly standsIn: boolean;
}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Longest list that is looked at: an end of it, so that nobody pushes the entries of our own proxies out. */
const longestList = 1024;

/**
 * What reads the client out of a field: of a list the first public address, else the first; where proxies are trusted, the
 * last that is none of theirs. What the client wrote itself stands further left, and is not believed.
 */
export function clientReader({ trusted }: Proxies): (raw: string) => NamedClient {
  if (trusted.length === 0) {
    return raw => {
      const all = addressesIn(raw.slice(0, longestList));
      const client = all.find(address => address.isPublic) ?? all.find(address => address.text !== '') ?? noAddress;
      return { ...client, givesWay: !client.isPublic, standsIn: client.isPublic };
    };
  }
  const networks = trusted.map(networkOf).filter(network => network !== undefined);
  return raw => lastStranger(addressesIn(endOf(raw)), address => isIn(address, networks));
}

/** Whole entries. */
function endOf(raw: string): string {
  if (raw.length <= longestList) return raw;
  const end = raw.slice(-longestList);
  return end.slice(end.indexOf(',') + 1);
}

function lastStranger(all: readonly Address[], isTrusted: (address: Address) => boolean): NamedClient {
  const last = all.findLastIndex(address => !isTrusted(address));
  const client = all[last] ?? all[0] ?? noAddress;
  // Who comes through a proxy is not known by its address.
  return last < 0
    ? { ...client, prefix: '', givesWay: true, standsIn: false }
    : { ...client, givesWay: client.text === '', standsIn: client.text !== '' };
}

/** A network or an address as the user writes it; undefined when it is none. */
export function networkOf(text: string): Network | undefined {
  const [address = '', bits] = text.trim().split('/');
  if (!ipaddr.isValid(address) || (ipaddr.IPv4.isValid(address) && !ipaddr.IPv4.isValidFourPartDecimal(address))) {
    return undefined;
  }
  if (bits === undefined) {
    const one = ipaddr.process(address);
    return [one, one.kind() === 'ipv4' ? 32 : 128];
  }
  return ipaddr.isValidCIDR(text.trim()) ? ipaddr.parseCIDR(text.trim()) : undefined;
}

function isIn({ text }: Address, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  return networks.some(network => network[0].kind() === address.kind() && address.match(network[0], network[1]));
}
