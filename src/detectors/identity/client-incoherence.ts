import { clients, type Clients } from '../../measures/catalogue/clients.js';
import { byCount } from '../../measures/by-count.js';
import { defineDetector } from '../detector.js';
import { HashCounts } from '../hash-counts.js';
import { extraction } from '../techniques.js';

/** Accounts by their commonest TLS fingerprint, client family, and both together. */
interface Pairings {
  readonly tls: HashCounts;
  readonly family: HashCounts;
  readonly pair: HashCounts;
}

export default defineDetector({
  meta: {
    id: 'client-incoherence',
    code: 'I1',
    title: 'A client that is not what it says',
    family: 'identity',
    question: 'Does it claim a client that nobody else uses on that TLS stack?',
    method:
      'Surprise of the account’s commonest pair of TLS fingerprint and user-agent family: -log2 of the larger of P(family | TLS) and P(TLS | family) over accounts, the subject’s own left out, where both parts are common by themselves (of more than 524,288 different ones, those with the smallest hashes are looked at). The user agent is forgeable: it never convicts alone.',
    lookalikes: ['corporate TLS proxies: constant over a whole organisation', 'old SDK pins'],
    evasion: 'Copy a genuine client fully, and update it at each release.',
    references: ['JA4 (FoxIO, BSD-3)', 'public relays: stale versions, another language’s TLS stack'],
    techniques: [...extraction, 'AML.T0074', 'T1036'],
    capBits: 5,
  },
  needs: { clients },
  requires: ['tls', 'userAgent'],
  options: {
    common: { default: 5, unit: 'accounts', why: 'a rare client is rare, not incoherent' },
    surprise: { default: 3, unit: 'bits', why: 'libraries have several TLS stacks: less than 1 in 8 is odd' },
  },
  gather: {
    start: (): Pairings => ({ tls: new HashCounts(), family: new HashCounts(), pair: new HashCounts() }),
    take(pairings, { clients }) {
      const own = dominantIn(clients);
      if (own === undefined) return;
      pairings.tls.add(own.tls);
      pairings.family.add(own.family);
      pairings.pair.add(own.key);
    },
  },
  assess({ clients }, { prepared, options, subject }) {
    const own = dominantIn(clients);
    if (own === undefined) return undefined;
    const known = knownOf(prepared, own);
    if (known === undefined || known.tls < options.common || known.family < options.common) return undefined;
    const members = subject.kind === 'campaign' ? subject.members().map(({ clients }) => dominantIn(clients)) : [own];
    // Many clients on one stack are a middlebox, which says nothing of any of them.
    if (members.filter(m => m?.key === own.key).length < 0.8 * members.length) return undefined;
    const withTls = known.tls - members.filter(m => m?.tls === own.tls).length;
    const withFamily = known.family - members.filter(m => m?.family === own.family).length;
    const both = known.pair - members.filter(m => m?.key === own.key).length;
    if (withTls < options.common || withFamily < options.common) return undefined;
    const surprise = -Math.log2(Math.max((both + 0.5) / (withTls + 1), (both + 0.5) / (withFamily + 1)));
    if (surprise < options.surprise) return undefined;
    const name = clients.family.entries()[0]?.label ?? '';
    return {
      bits: surprise,
      statement: `claims ${name} on a TLS stack that ${withTls} other accounts use, ${both} of them as ${name}`,
      measured: { tls: clients.tls.entries()[0]?.label ?? '', userAgent: name },
      expected: { accountsWithBoth: both, accountsWithThisTls: withTls, accountsWithThisClient: withFamily },
    };
  },
});

interface Client {
  readonly tls: number;
  readonly family: number;
  /** Of both together. */
  readonly key: number;
}

/** The commonest of each. */
function dominantIn(clients: Clients): Client | undefined {
  const tls = byCount(clients.tls)[0]?.[0];
  const family = byCount(clients.family)[0]?.[0];
  if (tls === undefined || family === undefined) return undefined;
  return { tls, family, key: pairKey(tls, family) };
}

const half = 2 ** 26;

/** Half of each of two uniform hashes: one that is as uniform. */
function pairKey(a: number, b: number): number {
  return (a % half) * half + (b % half) || 1;
}

/** undefined where more clients were seen than can be told apart. */
function knownOf({ tls, family, pair }: Pairings, own: Client) {
  const counts = { tls: tls.count(own.tls), family: family.count(own.family), pair: pair.count(own.key) };
  if (counts.tls === undefined || counts.family === undefined || counts.pair === undefined) return undefined;
  return { tls: counts.tls, family: counts.family, pair: counts.pair };
}
