import {
  account,
  accounts,
  caseStart,
  drawFrom,
  type AccountGiven,
  type CaseRequest,
} from '../../src/testing/index.js';
import { names, runTable, tellable, town, wrapped } from './town.js';

const minute = 60_000;
const draw = drawFrom('timing');
/** Instants of one Poisson stream, a minute apart in the mean. */
const poisson = Array.from({ length: 300 }, () => -minute * Math.log(1 - draw.uniform())).reduce<number[]>(
  (times, gap) => [...times, Math.round((times.at(-1) ?? caseStart) + gap)],
  [],
);
const clients = accounts(names('client', 15), { requests: 210 });
const hour = 60 * minute;
/** A new model appears in the middle of the second day; people try it, and stay where they were. */
const release = caseStart + 36 * hour;
const newModel =
  (start: number, end = Infinity) =>
  (_i: number, { time, model }: CaseRequest) =>
    time >= start && time < end ? 'atlas-5' : model;
const curious = accounts(names('curious', 12), i => ({
  requests: 40,
  model: (n, usual) => (n % 4 === 0 ? newModel(release + i * 20 * minute)(n, usual) : usual.model),
}));
const launched = town.with(curious);
/** A request each forty minutes, to the new model from one hour after the release to another. */
const steady = (start: number, end = Infinity): AccountGiven => ({
  requests: 100,
  every: 40 * minute,
  model: (i, usual) =>
    newModel(release + start * hour, release + end * hour)(i, { ...usual, time: caseStart + i * 40 * minute }),
});
/** Eight accounts in one rented network, with the same wrapper, that move so many hours after the release. */
const ring = (start: (position: number) => number, given: AccountGiven = {}) =>
  accounts(names('ring', 8), i => ({
    ...steady(start(i)),
    prompt: wrapped,
    ip: `203.0.113.${10 + i}`,
    asn: '64500',
    ...given,
  }));

/** Five countries, and when their days begin (h UTC). */
const mornings = { BR: 11, DE: 6, FR: 6, IN: 2, JP: 22 } as const;
const countries = Object.keys(mornings) as (keyof typeof mornings)[];
/** Requests at random times of three days, each day from an hour (UTC) on for so many. */
const awake = (name: string, from: number, hours: number, requests = 60): AccountGiven => {
  const own = drawFrom(`awake ${name}`);
  const at = Array.from(
    { length: requests },
    (_, i) => caseStart + (24 * (i % 3) + ((from + hours * own.uniform()) % 24)) * hour,
  );
  at.sort((a, b) => a - b);
  return { requests, time: i => at[i] };
};
/** Twelve residents of each country, who sleep at night. */
const residents = countries.map(country =>
  accounts(names(`from-${country}`, 12), i => ({
    ...awake(`${country} ${i}`, mornings[country] + (i % 3), 14),
    country,
  })),
);
const countriesTown = town.with(...residents);
/** Twelve accounts with one wrapper in one network, of several countries, each with hours of its own. */
const crew = (
  hours: (name: string, country: keyof typeof mornings, position: number) => AccountGiven,
  from = countries,
) =>
  accounts(names('crew', 12), i => {
    const country = from[i % from.length] as keyof typeof mornings;
    const place = { prompt: wrapped, asn: '64500', ip: `203.0.113.${10 + i}` };
    return { ...place, ...hours(`crew ${i}`, country, i), country };
  });
const crewNames = names('crew', 12);

runTable('timing', {
  'common-hours': {
    fires: [
      {
        name: 'accounts in five countries that rest together',
        log: countriesTown.with(crew(name => awake(name, 9, 15))),
        expect: { suspects: crewNames, bits: { atLeast: 3 }, statement: /12 of 12 accounts rest together .* several/ },
      },
      {
        name: 'accounts that never rest, where others do',
        log: countriesTown.with(crew(name => awake(name, 0, 24, 150))),
        expect: { suspects: crewNames, bits: { atLeast: 3 }, statement: /1[0-2] of 12 accounts .* around the clock/ },
      },
    ],
    quiet: [
      {
        name: 'a team in five countries whose members each keep the nights of their own',
        log: countriesTown.with(crew((name, country) => awake(name, mornings[country], 14))),
        about: crewNames,
        because: 'everybody rests at night',
      },
      {
        name: 'a team in two countries with the same night',
        log: countriesTown.with(crew((name, _, i) => awake(name, mornings.DE + (i % 3), 14), ['DE', 'FR'])),
        about: crewNames,
        because: 'others of these countries sleep then, whatever the rest of the world does',
      },
      {
        name: 'colleagues in one country',
        log: countriesTown.with(crew(name => awake(name, mornings.DE, 14), ['DE'])),
        about: crewNames,
        because: 'they rest when others of their country do',
      },
      {
        name: 'the customers of one server-side program, day and night',
        log: countriesTown.with(
          accounts(names('shop', 12), i => ({
            ...awake(`shop ${i}`, 0, 24, Math.round(30 * 1.3 ** i)),
            country: countries[i % 5] ?? 'DE',
          })),
        ),
        about: names('shop', 12),
        because: 'neither wrapper nor network nor load in common',
      },
    ],
    unevaluable: [{ name: 'no times', without: ['time'], reason: /time/ }],
  },
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
  'release-pivot': {
    fires: [
      {
        name: 'moves all its work ten hours after the release',
        log: launched.with(account('a', steady(10))),
        expect: {
          suspects: ['a'],
          bits: { atLeast: tellable, atMost: 2.5 },
          statement: /[89]\d % .* “atlas-5” .* \d hours/,
        },
      },
      {
        name: 'a ring that moves within two hours',
        log: launched.with(ring(i => 16 + i / 4)),
        expect: {
          suspects: names('ring', 8),
          bits: { atLeast: 2.9, atMost: 3 },
          statement: /8 of 8 accounts moved to “atlas-5”/,
        },
      },
      {
        name: 'a ring that waits for a day, and then moves as one',
        log: launched.with(ring(() => 24)),
        options: { promptly: 6 },
        expect: { suspects: names('ring', 8), bits: { atLeast: 2.9, atMost: 3 } },
      },
    ],
    quiet: [
      {
        name: 'a tool whose default changed, for all who use it',
        log: launched.with(accounts(names('tool', 30), { requests: 80, model: newModel(release) })),
        about: ['tool-0', 'tool-7'],
        because: 'the others moved as fully',
      },
      {
        name: 'an evaluation that measures the new model and stops',
        log: launched.with(account('a', steady(4, 9))),
        about: ['a'],
        because: 'it did not stay',
      },
      {
        name: 'a newcomer on the day of the release',
        log: launched.with(
          account('a', { requests: 60, every: 20 * minute, after: 36 * hour, model: () => 'atlas-5' }),
        ),
        about: ['a'],
        because: 'it had nothing to move away from',
      },
      {
        name: 'a ring whose members move when each of them likes',
        log: launched.with(ring(i => 3.5 * i)),
        about: names('ring', 8),
        atMost: 2.5,
        because: 'nothing more than one early adopter shows',
      },
      {
        name: 'a ring that gets a model of its own',
        log: launched.with(ring(() => 0, { model: i => (i >= 54 ? 'ft:ring' : 'atlas-4') })),
        about: names('ring', 8),
        because: 'nobody else uses it: no release',
      },
      {
        name: 'someone who tries the new model for an hour',
        log: launched.with(account('a', { requests: 30, model: newModel(release, release + hour) })),
        about: ['a'],
        because: 'it stayed where it was',
      },
    ],
    unevaluable: [{ name: 'no models', without: ['model'], reason: /model/ }],
  },
});
