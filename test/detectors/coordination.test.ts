import { hashText } from '../../src/requests/hash.js';
import { account, accounts, caseStart, drawFrom, log, type CaseLog } from '../../src/testing/index.js';
import { names, runTable, town, wrapped } from './town.js';

const minute = 60_000;
const ring = names('ring', 8);
/** One wrapper, one rented network: enough to be linked. */
const linked = { prompt: wrapped, asn: '64500' };
const at = (i: number) => ({ ip: `203.0.113.${10 + i}` });
/** Thirty sittings at odd minutes, common to all. */
const draw = drawFrom('sittings');
const sittings = Array.from({ length: 30 }, () => caseStart + draw.integer(3 * 1440) * minute);

/** Two accounts with one list of work: what is refused on the first is asked on the second after `wait` ms. */
function handOver(wait: number): CaseLog {
  const common = { requests: 40, asn: '64500', ja4: 't13d0909h1_000000000001_000000000002', userAgent: 'harvest/1.0' };
  const prompt = (i: number) => `Derive formula ${i} of the appendix in full.`;
  return account('p', {
    ...common,
    prompt,
    ip: '203.0.113.4',
    time: i => caseStart + i * 7 * minute,
    status: 429,
  }).with(
    account('q', { ...common, prompt, ip: '203.0.113.9', time: i => caseStart + i * 7 * minute + wait, status: 200 }),
  );
}

/** Two accounts; conversations of the first go on on the second, or on the first itself. */
function conversations(next: string): CaseLog {
  const common = { ja4: 't13d0909h1_000000000001_000000000002', userAgent: 'harvest/1.0', asn: '64500' };
  const first = (i: number) => ({ role: 'user', content: `Begin problem ${i}.` });
  const begin = account('p', {
    ...common,
    requests: 40,
    ip: '203.0.113.4',
    every: 9 * minute,
    prompt: i => [first(i)],
  });
  const goOn = account(next, {
    ...common,
    requests: 40,
    ip: '203.0.113.9',
    every: 9 * minute,
    after: 2 * minute,
    requestId: i => `more-${i}`,
    prompt: i => [first(i), { role: 'assistant', content: 'Done.' }, { role: 'user', content: 'Now the rest.' }],
  });
  const other = account('q', { ...common, requests: 40, ip: '203.0.113.9' });
  return next === 'q' ? begin.with(goOn) : begin.with(goOn, other);
}

/** Eight accounts in one network; each sends these of the items of a list, by index, all in one wrapper. */
function listed(requests: number, item: (position: number, i: number) => number): CaseLog {
  const text = (n: number) => wrapped(n, { time: 0, prompt: `Item ${n} of the syllabus, in your own words.` });
  return accounts(ring, position => ({
    ...linked,
    ...at(position),
    requests,
    prompt: i => text(item(position, i)),
  }));
}

/** Copies shuffled over accounts: the first half of the list goes to one half of the accounts, the second to the other. */
const fourTimes = listed(40, (position, i) => 40 * (position % 2) + i);

/** The same, where the log has hashes in place of prompts. */
const hashed = ({ requests }: CaseLog): CaseLog =>
  log(requests.map(({ prompt, ...request }) => ({ ...request, promptHash: hashText(String(prompt)).toString(16) })));

runTable('coordination', {
  synchrony: {
    fires: [
      {
        name: 'eight accounts that sit down at the same odd times',
        log: town.with(
          accounts(ring, i => ({ ...linked, ...at(i), requests: 30, time: j => (sittings[j] ?? 0) + 11_000 * i })),
        ),
        expect: { suspects: ring, bits: { atLeast: 2 }, statement: /same ten minutes/ },
      },
    ],
    quiet: [
      {
        name: 'the same eight accounts, each at its own times',
        log: town.with(accounts(ring, i => ({ ...linked, ...at(i), requests: 30 }))),
        about: ring,
        because: 'linked by other things, not by their minutes',
      },
    ],
  },
  'load-levelling': {
    fires: [
      {
        name: 'forty requests on each of eight accounts',
        log: town.with(accounts(ring, i => ({ ...linked, ...at(i), requests: 40 + (i % 3) }))),
        expect: { suspects: ring, bits: { atLeast: 4 }, statement: /requests each over 8 accounts/ },
      },
    ],
    quiet: [
      {
        name: 'colleagues behind one network with one tool: one uses it ten times as much as another',
        log: town.with(accounts(ring, i => ({ ...linked, ...at(i), requests: Math.round(12 * 1.5 ** i) }))),
        about: ring,
        because: 'independent users differ in volume',
      },
    ],
  },
  'refusal-hand-over': {
    fires: [
      {
        name: 'refused on one account, asked on another half a minute later',
        log: town.with(handOver(30_000)),
        expect: { suspects: ['p', 'q'], bits: { atLeast: 6 }, statement: /refused prompts were asked again/ },
      },
    ],
    quiet: [
      {
        name: 'the same prompts on another account, five minutes later',
        log: town.with(handOver(5 * minute)),
        about: ['p', 'q'],
        because: 'nobody fails over that late',
      },
    ],
    unevaluable: [{ name: 'no status', without: ['status'], reason: /status/ }],
  },
  'conversation-hop': {
    fires: [
      {
        name: 'begun on one account, continued on another',
        log: town.with(conversations('q')),
        expect: { suspects: ['p', 'q'], bits: { atLeast: 6 }, statement: /went on on another/ },
      },
    ],
    quiet: [{ name: 'begun and continued on the same account', log: town.with(conversations('p')), about: ['p', 'q'] }],
    unevaluable: [{ name: 'no messages', without: ['prompt'], reason: /conversationParent/ }],
  },
  'copied-prompts': {
    fires: [
      {
        name: 'each prompt answered four times, by four accounts',
        log: town.with(fourTimes),
        expect: { suspects: ring, bits: { atLeast: 5 }, statement: /8 of 8 accounts send the same prompts/ },
      },
      {
        name: 'the same, of which the log has hashes alone',
        log: hashed(town.with(fourTimes)),
        expect: { suspects: ring, bits: { atLeast: 5 } },
      },
    ],
    quiet: [
      {
        name: 'laboratories with one harness that run one benchmark three times',
        log: town.with(listed(60, (position, i) => 100 * (position % 4) + (i % 20))),
        about: ring,
        because: 'each repeats it',
      },
      {
        name: 'a class with one assignment',
        log: town.with(listed(40, (_, i) => i)),
        about: ring,
        because: 'more have it than a copy is made for',
      },
      {
        name: 'colleagues who have every tenth question in common with their neighbour',
        log: town.with(
          listed(40, (position, i) => (i % 10 === 0 ? 1000 * (position >> 1) + i : 10_000 * (position + 1) + i)),
        ),
        about: ring,
        because: 'a tenth of their questions',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /promptHash/ }],
  },
  'shared-infrastructure': {
    fires: [
      {
        name: 'eight accounts with one wrapper in one prefix',
        log: town.with(accounts(ring, i => ({ ...linked, ...at(i), requests: 40 }))),
        expect: { suspects: ring, bits: { atLeast: 3 }, statement: /8 of 8 accounts share one/ },
      },
    ],
    quiet: [
      {
        name: 'a campus: eight unrelated customers behind one address',
        log: town.with(
          accounts(names('student', 8), i => ({
            requests: 5 * (i + 1) ** 2,
            ip: '203.0.113.7',
            asn: '64501',
            maxTokens: 1000 + i,
          })),
        ),
        about: names('student', 8),
        because: 'an address is all they share',
      },
    ],
    unevaluable: [{ name: 'no addresses', without: ['ip', 'forwardedFor', 'asn'], reason: /ip or asn/ }],
  },
});
