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

export const noAddress: Address = { text: '', prefix: '', isPublic: false };

/** Reads one address, `ip:port`, `[v6]:port`, `for=…` of RFC 7239, or a list of these: the first public one, else the first. */
export function parseAddress(raw: string): Address {
  const all = addressesIn(raw);
  return all.find(address => address.isPublic) ?? all.find(address => address.text !== '') ?? noAddress;
}

/** All of a list that a request was forwarded for, in its order; what is no address is an empty one. */
export function addressesIn(raw: string): readonly Address[] {
  const text = raw.trim();
  if (text === '') return [];
  if (!/[,;="\s]/.test(text)) return [parseOne(text)];
  return (
    text
      .replace(/^\[([^[\]]*)\]$/, '$1')
      .split(',')
      .map(part => part.trim())
      // A proxy that is spoken to through a file is on the machine itself.
      .filter(part => part !== '' && !part.startsWith('unix:'))
      .flatMap(part => (part.includes('=') ? forwardedIn(part) : part.split(/\s+/)))
      .map(part => parseOne(unquoted(part)))
  );
}

/** `for=203.0.113.10;proto=https`: whom a proxy acts for, by RFC 7239; a hash may end in `=`, too. */
function forwardedIn(element: string): string[] {
  const named = /(?:^|[;\s])for ?= ?("[^"]*"|[^;\s]*)/i.exec(element);
  if (named !== null) return [named[1] as string];
  return /^\s*[a-z]+=/i.test(element) ? ['unknown'] : [element];
}

function unquoted(text: string): string {
  return text.replace(/^["']+|["']+$/g, '').trim();
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
  // Numbers above 255 make no address; one in 0.0.0.0/24 may be nobody's.
  return known.text === '' || text === '0.0.0.0' ? noAddress : { ...known, text };
}

function parseAny(text: string): Address {
  const bare = withoutPort(text);
  const masked = maskedIn(bare);
  if (masked !== undefined) return masked;
  if (!isAddress(bare)) return token(bare);
  let address = ipaddr.parse(bare);
  if (address.kind() === 'ipv6') {
    const six = address as ipaddr.IPv6;
    if (six.isIPv4MappedAddress()) address = six.toIPv4Address();
    else if (six.range() === 'rfc6052') address = ipaddr.fromByteArray(six.toByteArray().slice(12));
  }
  // 0.0.0.0 and :: are what stands where nobody is known.
  if (address.toByteArray().every(byte => byte === 0)) return noAddress;
  const isPublic = isOutside(address);
  const normal = address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString();
  return { text: normal, prefix: isPublic ? prefixOf(address) : '', isPublic };
}

/** Not one of the short forms of old, by which 1.5 and 3232235777 would be addresses. */
function isAddress(text: string): boolean {
  return ipaddr.isValid(text) && (text.includes(':') || /^(?:\w+\.){3}\w+$/.test(text));
}

function isOutside(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return ['unicast', '6to4', 'teredo'].includes(address.range()) || isDocumentation(address);
}

/** `81.2.69.***`, `203.0.113.0/24`, `2001:db8:1::/48`: what an operator left of an address, which many may share. */
function maskedIn(text: string): Address | undefined {
  const four = /^((?:\d{1,3}\.){1,3})(?:(?:\*+|x+)(?:\.(?:\*+|x+)){0,2}|0\/24)$/i.exec(text);
  if (four !== null) {
    const kept = (four[1] as string).split('.').slice(0, -1);
    if (kept.some(part => Number(part) > 255) || !isMaskOf(text, kept.length)) return undefined;
    const isPublic = isOutside(ipaddr.parse([...kept, 0, 0, 0].slice(0, 4).join('.')));
    return { text, prefix: isPublic && kept.length === 3 ? `${kept.join('.')}.0/24` : '', isPublic };
  }
  if (!text.includes('/') || !ipaddr.isValidCIDR(text)) return undefined;
  const [network, bits] = ipaddr.parseCIDR(text);
  const isPublic = isOutside(network);
  return { text, prefix: isPublic && bits >= (network.kind() === 'ipv4' ? 24 : 48) ? text : '', isPublic };
}

function isMaskOf(text: string, kept: number): boolean {
  return text.endsWith('/24') ? kept === 3 : text.split('.').length === 4;
}

/** Salted hashes and other stand-ins for an address still say who shares one; words and names of machines do not. */
function token(text: string): Address {
  return isDigest(text) ? { text, prefix: text, isPublic: true } : noAddress;
}

/** 8 to 64 bytes in hexadecimal digits, 16 to 64 in base 64, or what names the hash that it is. */
function isDigest(text: string): boolean {
  if (/^[0-9a-f]{16,128}$/i.test(text) && text.length % 2 === 0) return /[a-f]/i.test(text) || text.length >= 32;
  if (/^(?:sha\d{1,3}|md5|hmac|hash|anon|ip)[:_$-][\w+/=-]{6,128}$/i.test(text)) return /\d/.test(text);
  const coded = /^([A-Za-z0-9+/_-]{22,88})={0,2}$/.exec(text)?.[1] ?? '';
  return digestLengths.has(coded.length) && /[0-9]/.test(coded) && /[A-Z]/.test(coded) && /[a-z]/.test(coded);
}

/** Characters of 16, 20, 32, 48 and 64 bytes in base 64. */
const digestLengths: ReadonlySet<number> = new Set([22, 27, 43, 64, 86]);

/** Without brackets, port and interface: `[2001:db8::7]:443`, `198.51.100.8:5123`, `2001:db8::8:54321`, `fe80::1%eth0`. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  if (bracketed !== null) return (bracketed[1] ?? '').replace(/%.*$/, '');
  const withPort = /^((?:::ffff:)?\d{1,3}(?:\.\d{1,3}){3}):\d+$/i.exec(text);
  if (withPort !== null) return withPort[1] as string;
  const bare = text.replace(/%.*$/, '').replace(text.includes(':') ? /\/128$/ : /\/32$/, '');
  return bare.includes(':') ? withoutSixPort(bare) : bare;
}

/** Five decimal digits are no part of an address; fewer may be, and without brackets nobody can tell. */
function withoutSixPort(text: string): string {
  const cut = text.lastIndexOf(':');
  const head = text.slice(0, cut);
  if (/^\d{5}$/.test(text.slice(cut + 1)) && Number(text.slice(cut + 1)) <= 65_535) return head;
  // Eight groups and a ninth number.
  return /^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$/i.test(head) && /^\d{1,5}$/.test(text.slice(cut + 1)) ? head : text;
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
