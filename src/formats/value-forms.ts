/** What values look like, where a line has no names for them: addresses, fingerprints, ids, durations. All linear. */
import { absentValues } from './format.js';

/** Something that is an address by its looks: digits and dots, or hexadecimal digits and at least two colons. */
export function isAddress(text: string): boolean {
  if (text.length > 64) return false;
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return isIPv4.test(bare) || isIPv6(bare);
}

const isIPv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Letters, digits, colons, perhaps an IPv4 address at the end, perhaps a zone. */
function isIPv6(text: string): boolean {
  return /^[0-9a-fA-F:.]{2,45}(?:%[\w.-]{1,16})?$/.test(text) && text.split(':').length > 2;
}

/** `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
export function isEndpoint(text: string): boolean {
  if (/^\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}$/.test(text)) return true;
  const port = /\]:\d{1,5}$/.exec(text.slice(-8))?.index;
  return (
    port !== undefined && text.startsWith('[') && text.length < 64 && isAddress(text.slice(0, text.lastIndexOf(':')))
  );
}

/** An address, or a list whose last one, which the client did not write, is one. */
export function isAddressList(text: string): boolean {
  return isAddress(lastOf(text));
}

/** As {@link isAddressList}, with ports. */
export function isEndpointList(text: string): boolean {
  return isEndpoint(lastOf(text));
}

function lastOf(list: string): string {
  return list.slice(list.lastIndexOf(',') + 1).trim();
}

const ja4 = /^[tqd][0-9sd]\d[di]\d{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/;
const md5 = /^[0-9a-f]{32}$/;
const hexId = /^[0-9a-f]{16,64}$/i;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return hexId.test(text) || uuid.test(text);
}

/** Names for what values of one place have in common. */
export type Form = 'addresses' | 'endpoints' | 'ja4' | 'ja3' | 'id' | 'duration' | 'seconds' | 'epoch' | 'tls';

/** Ids are new in nearly every line; with fewer lines than this nobody can tell. */
const fewestIds = 3;
/** Fingerprints and addresses recur: the share of values that is new stays below. */
const mostlyNew = 0.9;

/** The form that at least `share` of the values have that are there; undefined when they have none in common. */
export function formOf(values: readonly string[], share = mostlyNew): Form | undefined {
  const present = values.filter(value => !absentValues.has(value));
  if (present.length === 0) return undefined;
  const mostly = (test: (value: string) => boolean) => present.filter(test).length >= share * present.length;
  if (mostly(isAddressList)) return 'addresses';
  if (mostly(isEndpointList)) return 'endpoints';
  if (mostly(value => ja4.test(value))) return 'ja4';
  if (mostly(isId)) {
    if (areNew(present)) return 'id';
    return mostly(value => md5.test(value)) ? 'ja3' : undefined;
  }
  if (mostly(value => /^\d{10}\.\d{3,6}$/.test(value))) return 'epoch';
  if (mostly(value => /^\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|s)$/.test(value))) return 'duration';
  if (mostly(value => /^\d{1,6}\.\d{1,9}$/.test(value))) return 'seconds';
  return mostly(value => /^(?:TLS|SSL)v\d(?:\.\d)?$/.test(value)) ? 'tls' : undefined;
}

/** Whether values are new in nearly every line, as ids of requests are. */
export function areNew(present: readonly string[]): boolean {
  return present.length >= fewestIds && new Set(present).size >= mostlyNew * present.length;
}
