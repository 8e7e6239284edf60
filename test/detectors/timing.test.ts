import { account, accounts, caseStart, drawFrom } from '../../src/testing/index.js';
import { names, runTable, tellable, town } from './town.js';

const minute = 60_000;
const draw = drawFrom('timing');
/** Instants of one Poisson stream, a minute apart in the mean. */
const poisson = Array.from({ length: 300 }, () => -minute * Math.log(1 - draw.uniform())).reduce<number[]>(
  (times, gap) => [...times, Math.round((times.at(-1) ?? caseStart) + gap)],
  [],
);
const clients = accounts(names('client', 15), { requests: 210 });

runTable('timing', {
  'circadian-flat': {
    fires: [
      {
        name: 'a request every quarter of an hour, day and night',
        log: clients.with(account('a', { requests: 288, every: 15 * minute })),
        expect: { suspects: ['a'], bits: { atLeast: 1 } },
      },
    ],
    quiet: [
      {
        name: 'as many requests in waking hours',
        log: clients.with(account('a', { requests: 288 })),
        about: ['a'],
        because: 'it has a night',
      },
    ],
  },
  'regular-gaps': {
    fires: [
      {
        name: 'ninety seconds between any two requests',
        log: town.with(account('a', { requests: 120, every: 90_000 })),
        expect: { suspects: ['a'], bits: { atLeast: tellable } },
      },
    ],
    quiet: [
      {
        name: 'as many requests as a Poisson stream',
        log: town.with(account('a', { requests: 120, time: i => poisson[i] })),
        about: ['a'],
        because: 'independent arrivals vary as much as their mean',
      },
    ],
  },
  periodic: {
    fires: [
      {
        name: 'at the same second of every minute',
        log: town.with(account('a', { requests: 120, every: minute, after: 17_000 })),
        expect: { suspects: ['a'], bits: { atLeast: 2.4 } },
      },
    ],
    quiet: [
      {
        name: 'about once a minute, at any second',
        log: town.with(account('a', { requests: 120, time: i => poisson[i] })),
        about: ['a'],
        because: 'no phase',
      },
    ],
  },
  'worker-pool': {
    fires: [
      {
        name: 'asks on half a second after each answer',
        log: town.with(account('a', { requests: 120, every: 5000, latency: 4500 })),
        expect: { suspects: ['a'], bits: { atLeast: 1.5 }, statement: /1 in flight/ },
      },
    ],
    quiet: [
      {
        name: 'reads each answer for a minute',
        log: town.with(account('a', { requests: 120, every: 65_000, latency: 4500 })),
        about: ['a'],
        because: 'no closed loop',
      },
    ],
    unevaluable: [{ name: 'no latencies', without: ['latency', 'endTime'], reason: /latency/ }],
  },
});
