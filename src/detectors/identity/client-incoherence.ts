import { clients, type Clients } from '../../measures/catalogue/clients.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

interface Pairings {
  tls: ReadonlyMap<number, number>;
  family: ReadonlyMap<number, number>;
  pair: ReadonlyMap<string, number>;
}

export default defineDetector({
  meta: {
    id: 'client-incoherence',
    code: 'I1',
    title: 'A client that is not what it says',
    family: 'identity',
    question: 'Does it claim a client that nobody else uses on that TLS stack?',
    method:
      'Surprise of the account’s commonest pair of TLS fingerprint and user-agent family: -log2 of the larger of P(family | TLS) and P(TLS | family) over accounts, the subject’s own left out, where both parts are common by themselves. The user agent is forgeable: it never convicts alone.',
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
  prepare: everybody => pairings(everybody.map(({ clients }) => clients)),
  assess({ clients }, { prepared, options, subject }) {
    const own = dominant(clients);
    if (own === undefined) return undefined;
    const members = subject.members().map(({ clients }) => dominant(clients));
    // Many clients on one stack are a middlebox, which says nothing of any of them.
    if (members.filter(m => m?.key === own.key).length < 0.8 * members.length) return undefined;
    const withTls = (prepared.tls.get(own.tls) ?? 0) - members.filter(m => m?.tls === own.tls).length;
    const withFamily = (prepared.family.get(own.family) ?? 0) - members.filter(m => m?.family === own.family).length;
    const both = (prepared.pair.get(own.key) ?? 0) - members.filter(m => m?.key === own.key).length;
    if (withTls < options.common || withFamily < options.common) return undefined;
    const surprise = -Math.log2(Math.max((both + 0.5) / (withTls + 1), (both + 0.5) / (withFamily + 1)));
    if (surprise < options.surprise) return undefined;
    return {
      bits: surprise,
      statement: `claims ${own.name} on a TLS stack that ${withTls} other accounts use, ${both} of them as ${own.name}`,
      measured: { tls: own.tlsName, userAgent: own.name },
      expected: { accountsWithBoth: both, accountsWithThisTls: withTls, accountsWithThisClient: withFamily },
    };
  },
});

function dominant({ tls, family }: Clients) {
  const [t] = tls.entries();
  const [f] = family.entries();
  if (t === undefined || f === undefined) return undefined;
  return { tls: t.hash, family: f.hash, key: `${t.hash} ${f.hash}`, name: f.label, tlsName: t.label };
}

function pairings(everybody: readonly Clients[]): Pairings {
  const tls = new Map<number, number>();
  const family = new Map<number, number>();
  const pair = new Map<string, number>();
  for (const one of everybody) {
    const own = dominant(one);
    if (own === undefined) continue;
    tls.set(own.tls, (tls.get(own.tls) ?? 0) + 1);
    family.set(own.family, (family.get(own.family) ?? 0) + 1);
    pair.set(own.key, (pair.get(own.key) ?? 0) + 1);
  }
  return { tls, family, pair };
}
