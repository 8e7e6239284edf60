import { account, accounts } from '../../src/testing/index.js';
import { names, runTable, tellable, town } from './town.js';

const python = { ja4: 't13d1516h2_8daaf6152771_02713d6af862', userAgent: 'OpenAI/Python 1.68.2' };
const curl = { ja4: 't13d3112h2_e8f1e7e78f70_6bebaf5329ac', userAgent: 'curl/8.12.1' };

runTable('identity', {
  'address-fan-out': {
    fires: [
      {
        name: 'sixty networks in ten autonomous systems',
        log: town.with(
          account('a', {
            requests: 60,
            ip: i => `100.${i}.9.1`.replace('100', '91'),
            asn: i => String(200 + (i % 10)),
          }),
        ),
        expect: { suspects: ['a'], bits: { atLeast: tellable }, statement: /in 10 autonomous systems/ },
      },
    ],
    quiet: [
      {
        name: 'home, office and train',
        log: town.with(account('a', { requests: 60, ip: i => `91.${i % 3}.9.1`, asn: i => String(200 + (i % 2)) })),
        about: ['a'],
        because: 'three places, two operators',
      },
    ],
    unevaluable: [{ name: 'no addresses', without: ['ip', 'forwardedFor'], reason: /ip or prefix/ }],
  },
  'client-incoherence': {
    fires: [
      {
        name: 'claims the Python client on the TLS stack of curl',
        log: town.with(account('a', { ja4: curl.ja4, userAgent: python.userAgent })),
        expect: { suspects: ['a'], bits: { atLeast: 2 }, statement: /claims OpenAI\/Python on a TLS stack/ },
      },
    ],
    quiet: [
      {
        name: 'a client that nobody else has, on a stack of its own',
        log: town.with(account('a', { ja4: 't13d0909h1_000000000001_000000000002', userAgent: 'in-house/3.1' })),
        because: 'rare, not incoherent',
      },
    ],
    unevaluable: [{ name: 'no TLS fingerprints', without: ['ja3', 'ja4'], reason: /tls/ }],
  },
  'session-reuse': {
    fires: [
      {
        name: 'two accounts with the same sessions',
        log: town.with(accounts(['a', 'b'], { session: i => `common-${Math.floor(i / 3)}` })),
        expect: { suspects: ['a'], bits: { atLeast: 3 } },
      },
    ],
    quiet: [
      {
        name: 'an application that sends a constant id for ten customers',
        log: town.with(accounts(names('app', 10), { session: 'default' })),
        because: 'common property links nobody',
      },
    ],
    unevaluable: [{ name: 'no sessions', without: ['session'], reason: /session/ }],
  },
});
