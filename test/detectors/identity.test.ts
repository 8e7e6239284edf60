import { account, accounts, caseStart, type AccountGiven } from '../../src/testing/index.js';
import { names, runTable, tellable, town, wrapped } from './town.js';

const python = { ja4: 't13d1516h2_8daaf6152771_02713d6af862', userAgent: 'OpenAI/Python 1.68.2' };
const curl = { ja4: 't13d3112h2_e8f1e7e78f70_6bebaf5329ac', userAgent: 'curl/8.12.1' };

const hour = 3_600_000;
const ring = names('ring', 8);
/** One wrapper behind one rented network, at one pace: linked whatever else is so. */
const linked = (position: number): AccountGiven => ({
  prompt: wrapped,
  asn: '64500',
  ip: `203.0.113.${10 + position}`,
  requests: 40,
});
/** Forty requests from an hour of the log on, over so many hours. */
const life = (position: number, from: number, hours: number): AccountGiven => ({
  ...linked(position),
  time: i => caseStart + from * hour + (i * hours * hour) / 40 + (i % 7) * 20_000,
});
const oneProgram = { ja4: 't13d0909h1_000000000001_000000000002', userAgent: 'harvest/1.0', temperature: 0.31 };

runTable('identity', {
  'account-succession': {
    fires: [
      {
        name: 'banned every nine hours, and replaced half an hour later',
        log: town.with(accounts(ring, i => life(i, 9 * i, 8.5))),
        expect: { suspects: ring, bits: { atLeast: 5 }, statement: /7 of 7 accounts that fell silent replaced/ },
      },
    ],
    quiet: [
      {
        name: 'a hackathon: all begin together, and end together',
        log: town.with(accounts(ring, i => life(i, 20 + i / 10, 9))),
        about: ring,
        because: 'none replaces another',
      },
      {
        name: 'newcomers: each begins when it likes, and stays',
        log: town.with(accounts(ring, i => life(i, 6 * i, 70 - 6 * i))),
        about: ring,
        because: 'nobody falls silent',
      },
      {
        name: 'there from the first hour to the last',
        log: town.with(accounts(ring, i => life(i, 0, 71))),
        about: ring,
        because: 'nobody ends and nobody begins',
      },
    ],
    unevaluable: [{ name: 'no times', without: ['time'], reason: /time/ }],
  },
  'shared-client': {
    fires: [
      {
        name: 'eight accounts behind one network with a client that nobody else has',
        log: town.with(accounts(ring, i => ({ ...linked(i), ...oneProgram }))),
        expect: { suspects: ring, bits: { atLeast: 2 }, statement: /8 of 8 accounts share one client build/ },
      },
      {
        name: 'clients as everybody has them, but answers that weigh the same',
        log: town.with(accounts(ring, i => ({ ...linked(i), inputTokens: 60, outputTokens: 2400 + 10 * i }))),
        expect: { suspects: ring, bits: { atLeast: 2 }, statement: /share one weight of requests \(about 60 in/ },
      },
    ],
    quiet: [
      {
        name: 'the users of one application, wherever they are and as busy as they like',
        log: town.with(accounts(names('user', 8), i => ({ ...oneProgram, requests: 8 * (i + 1) ** 2 }))),
        about: names('user', 8),
        because: 'one program is all they share',
      },
      {
        name: 'the same eight accounts, each with the client, the settings and the loads of an ordinary customer',
        log: town.with(accounts(ring, linked)),
        about: ring,
        because: 'linked by other things, not by a program',
      },
    ],
    unevaluable: [
      {
        name: 'an access log without clients, settings and sizes',
        without: [
          'ja3',
          'ja4',
          'userAgent',
          'outputTokens',
          'model',
          'temperature',
          'maxTokens',
          'n',
          'stream',
          'path',
        ],
        reason: /userAgent or tls/,
      },
    ],
  },
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
