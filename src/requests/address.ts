/** Addresses as logs write them, normalised; and the network each belongs to. */
import ipaddr from 'ipaddr.js';

export interface Address {
  /** Normalised text: `203.0.113.7`, `2001:db8::1`; masked and hashed forms stay as they are. */
  readonly text: string;
  /** /24 of IPv4, /64 of IPv6, the token itself for masked or hashed forms; '' where it must not link anybody. */
  readonly prefix: string;
  /** Whether the address is reachable from outside. */
  readonly isPublic: boolean;
}

const none: Address = { text: '', prefix: '', isPublic: false };

/** Reads one address, `ip:port`, `[v6]:port`, or a list of forwarding addresses (the first public one). */
export function parseAddress(raw: string): Address {
  const text = raw.trim();
  if (text === '' || text === '-' || text === 'unknown') return none;
  if (!text.includes(',')) return parseOne(text);
  const all = text.split(',').map(part => parseOne(part.trim()));
  return all.find(address => address.isPublic) ?? all[0] ?? none;
}

/** Four decimal numbers without leading zeros, which may mean octal ones. */
const usualIPv4 =
  /^((?:[1-9]\d{0,2}|0)\.(?:[1-9]\d{0,2}|0)\.(?:[1-9]\d{0,2}|0))\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5]|0)$/;
/** What holds for all addresses of a /24: no special range of IPv4 is smaller, but for one address inside another range. */
const blocks = new Map<string, Address>();
const mostBlocks = 100_000;

function parseOne(text: string): Address {
  const block = usualIPv4.exec(text)?.[1];
  if (block === undefined) return parseAny(text);
  let known = blocks.get(block);
  if (known === undefined) {
    known = parseAny(`${block}.1`);
    if (blocks.size >= mostBlocks) blocks.clear();
    blocks.set(block, known);
  }
  // Numbers above 255 make a token of the whole.
  return known.text === known.prefix ? parseAny(text) : { ...known, text };
}

function parseAny(text: string): Address {
  const bare = withoutPort(text);
  const masked = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.(\*+|x+|0\/24)$/i.exec(bare);
  if (masked !== null) return { text: bare, prefix: `${masked[1] ?? ''}.0/24`, isPublic: true };
  if (!ipaddr.isValid(bare)) return token(bare);
  let address = ipaddr.parse(bare);
  if (address.kind() === 'ipv6') {
    const six = address as ipaddr.IPv6;
    if (six.isIPv4MappedAddress()) address = six.toIPv4Address();
    else if (six.range() === 'rfc6052') address = ipaddr.fromByteArray(six.toByteArray().slice(12));
  }
  const isPublic = address.range() === 'unicast' || address.range() === '6to4' || address.range() === 'teredo';
  const normal = address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString();
  return {
    text: normal,
    prefix: isPublic || isDocumentation(address) ? prefixOf(address) : '',
    isPublic: isPublic || isDocumentation(address),
  };
}

/** Salted hashes and other stand-ins for an address still say who shares one. */
function token(text: string): Address {
  return /^[\w.:*/+=-]{3,128}$/.test(text) ? { text, prefix: text, isPublic: true } : none;
}

function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  if (bracketed !== null) return (bracketed[1] ?? '').replace(/%.*$/, '');
  const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(text);
  return (withPort?.[1] ?? text).replace(/%.*$/, '');
}

function prefixOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  const bytes = address.toByteArray();
  if (address.kind() === 'ipv4') return `${bytes.slice(0, 3).join('.')}.0/24`;
  const head = ipaddr.fromByteArray([...bytes.slice(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]) as ipaddr.IPv6;
  return `${head.toRFC5952String()}/64`;
}

/** Documentation ranges (RFC 5737, RFC 3849) are "reserved" to ipaddr.js; examples and drills use them as public ones. */
function isDocumentation(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return documentation.some(range => address.kind() === range[0].kind() && address.match(range));
}

const documentation = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map(range =>
  ipaddr.parseCIDR(range),
);
