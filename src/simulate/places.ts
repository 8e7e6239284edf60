/**
 * Networks and addresses. Innocent users and campaigns draw from the same networks: what is rare about a campaign is what
 * its scenario says. AS numbers are from the private range (RFC 6996), so that no operator is named.
 */
import type { Random } from './random.js';

export interface Place {
  readonly ip: string;
  readonly asn: number;
  readonly country: string;
}

interface Network {
  readonly asn: number;
  readonly country: string;
  /** First two octets of its address blocks. */
  readonly blocks: readonly string[];
}

interface Country {
  readonly code: string;
  /** Hours east of UTC. */
  readonly zone: number;
  readonly weight: number;
}

const countries: readonly Country[] = [
  ['US', -6, 26],
  ['GB', 0, 7],
  ['DE', 1, 8],
  ['FR', 1, 6],
  ['ES', 1, 4],
  ['BR', -3, 6],
  ['IN', 5.5, 12],
  ['CN', 8, 6],
  ['JP', 9, 6],
  ['KR', 9, 3],
  ['RU', 3, 3],
  ['AU', 10, 3],
  ['NG', 1, 2],
  ['MX', -6, 3],
  ['SG', 8, 2],
  ['PL', 1, 3],
].map(([code, zone, weight]) => ({ code, zone, weight }) as Country);

const providersPerCountry = 3;
const access: readonly Network[] = countries.flatMap(({ code }, i) =>
  Array.from({ length: providersPerCountry }, (_, j) => network(64_600 + i * providersPerCountry + j, code, 6)),
);
const hosting: readonly Network[] = ['US', 'US', 'US', 'DE', 'FR', 'NL', 'SG', 'HK', 'IE', 'JP', 'US', 'FI'].map(
  (code, i) => network(65_100 + i, code, 5),
);

/** Address blocks that follow from the AS number alone. */
function network(asn: number, country: string, blocks: number): Network {
  const octets = (i: number): string => {
    const hash = Math.imul(asn * 31 + i, 0x9e3779b1) >>> 0;
    const first = [23, 45, 62, 77, 81, 89, 94, 103, 109, 118, 131, 146, 154, 161, 178, 185, 193, 202, 211, 217][
      hash % 20
    ];
    return `${first ?? 23}.${(hash >>> 12) % 256}`;
  };
  return { asn, country, blocks: Array.from({ length: blocks }, (_, i) => octets(i)) };
}

export interface Residence {
  readonly zone: number;
  readonly place: Place;
}

/** Somewhere people live, with its time zone. */
export function residence(random: Random): Residence {
  const index = random.weighted(countries.map((country, i) => [country.weight, i] as const));
  const provider = access[index * providersPerCountry + random.between(0, providersPerCountry - 1)] as Network;
  return { zone: (countries[index] as Country).zone, place: addressIn(random, provider) };
}

/** Another address that the same subscriber gets on another day, or from another network of the country. */
export function moved(random: Random, place: Place): Place {
  const sameProvider = access.filter(({ asn }) => asn === place.asn);
  const nearby = access.filter(({ country }) => country === place.country);
  const networks = random.chance(0.7) && sameProvider.length > 0 ? sameProvider : nearby;
  return networks.length === 0 ? place : addressIn(random, random.pick(networks));
}

export function datacentre(random: Random): Place {
  return addressIn(random, random.pick(hosting));
}

/** A host beside another one. */
export function neighbour(random: Random, place: Place): Place {
  return { ...place, ip: `${place.ip.slice(0, place.ip.lastIndexOf('.'))}.${random.between(1, 254)}` };
}

function addressIn(random: Random, { asn, country, blocks }: Network): Place {
  return { ip: `${random.pick(blocks)}.${random.between(0, 255)}.${random.between(1, 254)}`, asn, country };
}
