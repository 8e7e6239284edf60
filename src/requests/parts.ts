/**
 * What follows from dictionary values once, not once a request: prefixes of addresses, families of user agents, network
 * and client fingerprints. Indexed by dictionary id; ids are dense, so these are plain arrays.
 */
import { createHash } from 'node:crypto';
import { Kernel } from '../kernel/kernel.js';
import type { Dictionaries } from './batch.js';
import { Dictionary } from './dictionary.js';
import { keptText } from './kept-text.js';
import { networkSeparator, usableTls } from './network.js';
import { clientReader, type Proxies } from './proxies.js';
import { textColumns } from './row-columns.js';
import { parseUserAgent } from './user-agent.js';

/** All in one kernel's memory, so that a record's bytes are interned where they lie. */
export function createDictionaries(kernel: Kernel = new Kernel()): Dictionaries {
  return Object.fromEntries(textColumns.map(column => [column, new Dictionary(kernel)])) as Dictionaries;
}

const made = new WeakMap<Dictionaries, Parts>();

/** One for each set of dictionaries, whatever the number of inputs. */
export function partsOf(dictionaries: Dictionaries): Parts {
  let parts = made.get(dictionaries);
  if (parts === undefined) made.set(dictionaries, (parts = new Parts(dictionaries)));
  return parts;
}

/** Values remembered by raw text before the memory is emptied: a bound, since texts are the adversary's. */
const mostRemembered = 100_000;
/** Longer texts are read again each time. */
const longestRemembered = 1024;

/** A client as ids of the dictionaries; see {@link NamedClient}. */
interface AddressIds {
  readonly ip: number;
  readonly prefix: number;
  readonly givesWay: boolean;
  readonly standsIn: boolean;
}

type AddressOf = (raw: string) => AddressIds;

export class Parts {
  readonly #dictionaries: Dictionaries;
  /** By the proxies that are trusted, and raw text. */
  readonly #addresses = new Map<string, AddressOf>();
  readonly #keys = new Map<string, number>();
  readonly #tls = new Map<string, number>();
  readonly #families: number[] = [];
  readonly #versions: string[] = [];
  readonly #clients = new Map<number, number>();
  /** Account by key, or by address and user agent. */
  readonly #standIns = new Map<string, number>();

  constructor(dictionaries: Dictionaries) {
    this.#dictionaries = dictionaries;
  }

  /** What reads addresses out of a field's texts. */
  addresses(proxies: Proxies): AddressOf {
    const name = proxies.trusted.join(' ');
    const known = this.#addresses.get(name);
    if (known !== undefined) return known;
    const read = clientReader(proxies);
    const { ip: texts, prefix: prefixes } = this.#dictionaries;
    const memory = new Map<string, AddressIds>();
    const of = (raw: string): AddressIds => {
      const before = memory.get(raw);
      if (before !== undefined) return before;
      const { text, prefix, givesWay, standsIn } = read(raw);
      const made = { ip: texts.intern(text), prefix: prefixes.intern(prefix), givesWay, standsIn };
      return raw.length > longestRemembered ? made : remember(memory, raw, made);
    };
    this.#addresses.set(name, of);
    return of;
  }

  /** A key is known by a short hash: it is never kept, printed or written whole. */
  key(raw: string): number {
    const known = this.#keys.get(raw);
    if (known !== undefined) return known;
    const id = this.#dictionaries.apiKey.intern(keyName(raw));
    return raw.length > longestRemembered ? id : remember(this.#keys, raw, id);
  }

  tls(raw: string): number {
    const known = this.#tls.get(raw);
    if (known !== undefined) return known;
    const id = this.#dictionaries.tls.intern(usableTls(raw.slice(0, 64)));
    return raw.length > longestRemembered ? id : remember(this.#tls, raw, id);
  }

  asn(raw: string): number {
    return this.#dictionaries.asn.intern(keptText(raw.replace(/^AS/i, '')));
  }

  family(userAgent: number): number {
    if (userAgent === 0) return 0;
    const known = this.#families[userAgent];
    if (known !== undefined) return known;
    const { family, version } = parseUserAgent(this.#dictionaries.userAgent.text(userAgent));
    this.#versions[userAgent] = version;
    return (this.#families[userAgent] = this.#dictionaries.userAgentFamily.intern(family));
  }

  network(tls: number, family: number, prefix: number, asn: number): number {
    const d = this.#dictionaries;
    const { kernel, handle } = d.network;
    const at = kernel.scratch(32);
    const { tls: tlss, userAgentFamily: families, prefix: prefixes, asn: asns } = d;
    const parts = [tlss.handle, tls, families.handle, family, prefixes.handle, prefix, asns.handle, asn];
    kernel.words.set(parts, at / 4);
    return kernel.run.joinTexts(at, 4, networkSeparator.charCodeAt(0), handle);
  }

  client(tls: number, userAgent: number): number {
    if (tls === 0 && userAgent === 0) return 0;
    const parts = 2 ** 32 * tls + userAgent;
    const known = this.#clients.get(parts);
    if (known !== undefined) return known;
    const d = this.#dictionaries;
    const family = d.userAgentFamily.text(this.family(userAgent));
    const text = [family, this.#versions[userAgent] ?? '', d.tls.text(tls)].filter(part => part !== '').join(' ');
    return remember(this.#clients, parts, d.client.intern(text));
  }

  /** The account that a key, or else an address and a user agent, stands for. */
  standIn(apiKey: number, ip: number, userAgent: number): number {
    const parts = apiKey !== 0 ? `${apiKey}` : `${ip} ${userAgent}`;
    const known = this.#standIns.get(parts);
    if (known !== undefined) return known;
    const d = this.#dictionaries;
    const name =
      apiKey !== 0 ? d.apiKey.text(apiKey) : networkName(d.ip.text(ip), d.userAgentFamily.text(this.family(userAgent)));
    return remember(this.#standIns, parts, d.account.intern(name));
  }
}

/** The short hash that stands for a key. */
export function keyName(raw: string): string {
  const digest = createHash('sha256')
    .update(raw.replace(/^Bearer /i, ''))
    .digest('hex');
  return `key:${digest.slice(0, 12)}`;
}

function networkName(ip: string, family: string): string {
  return ip !== '' || family !== '' ? `net:${ip}|${family}` : 'net:unidentified';
}

function remember<K, V>(memory: Map<K, V>, key: K, value: V): V {
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(key, value);
  return value;
}
