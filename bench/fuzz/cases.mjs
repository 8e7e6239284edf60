/**
 * Cases by number. A number is `100 · group + index`: the cases of a group are logs of one kind, which are read one after the other
 * by the same decoders. A case follows from the seed and its number alone.
 */
import { columnNames } from '../../dist/requests/columns.js';
import { accessLog } from './logs/access.mjs';
import { bufferOf, cutsOf, damaged } from './logs/bytes.mjs';
import { corpusLog } from './logs/corpus.mjs';
import { crowdLog } from './logs/crowd.mjs';
import { csvLog } from './logs/csv.mjs';
import { chatLog, jsonLog } from './logs/json.mjs';
import { recognise } from './paths.mjs';
import { Random } from './random.mjs';

const numbersOfGroup = 100;
/** Cases of a group; the rest of its numbers stand for nothing. */
const casesOfGroup = 64;

/** Kinds of logs with their share of all groups. */
const kinds = {
  ndjson: { weight: 300, make: jsonLog },
  chat: { weight: 100, make: chatLog },
  csv: { weight: 250, make: csvLog },
  combined: { weight: 200, make: accessLog },
  corpus: { weight: 120, make: corpusLog },
  crowd: { weight: 1, make: crowdLog, cases: 1 },
  whole: { weight: 1, cases: 1 },
};

/** @param {readonly string[]} only kinds that are wanted; those of other groups are not made */
export function groupOf(options, group) {
  const { seed, only } = options;
  const random = new Random(seed, group);
  const kind = random.weighted(only.map(name => [kinds[name].weight, name]));
  const { make, cases = casesOfGroup } = kinds[kind];
  const first = group * numbersOfGroup;
  return {
    kind,
    first,
    cases,
    random,
    log: make === undefined ? undefined : recognisable(random, draw => make(draw, options)),
  };
}

/** The group a case belongs to, and its place in it. */
export function placeOf(number) {
  return { group: Math.floor(number / numbersOfGroup), index: number % numbersOfGroup };
}

/** A log that is recognised: what is made of a hostile head is what the decoders must live with. */
function recognisable(random, make) {
  for (;;) {
    const log = make(random);
    if (random.chance(0.03)) log.head = damaged(random, log.head);
    const found = recognise(log);
    if (found === undefined) continue;
    return { ...log, ...found, ...settings(random, found) };
  }
}

/** Times that the kernel leaves in part, or all of them. */
const rarerTimes = [
  { zone: 'Europe/Berlin' },
  { zone: 0, order: 'dmy' },
  { zone: 0, isSerial: true },
  { zone: 60, format: "yyyy-MM-dd'T'HH:mm:ssX" },
];

/** What else the decoders are told. */
function settings(random, { bindings }) {
  const wanted = random.chance(0.5) ? columnNames : columnNames.filter(() => random.chance(0.5));
  return {
    wanted,
    times: random.pick([{ zone: 0 }, { zone: 0 }, { zone: 90 }, { zone: -480 }, { zone: 840 }, ...rarerTimes]),
    bindings: random.chance(0.8) ? bindings : rescaled(bindings, random.pick([1, 1000, 1e-3, 1e-6])),
  };
}

function rescaled(bindings, scale) {
  return bindings.map(binding => (binding.column === 'latency' ? { ...binding, scale } : binding));
}

/** One case of a group: the bytes, and how they come. */
export function caseOf({ seed }, { log, first, kind }, index) {
  const random = new Random(seed, first + index, 7);
  const count = kind === 'crowd' ? 1 : random.chance(1 / 1500) ? random.between(900, 6000) : random.size(1, 24);
  let body = log.body(random, count);
  if (random.chance(0.1)) body = log.head + body;
  if (random.chance(kind === 'corpus' ? 0.1 : 0.2)) body = damaged(random, body);
  if (random.chance(0.2)) body = body.replace(/\r?\n$/u, '');
  return {
    bytes: bufferOf(body),
    cuts: cutsOf(random, body.length),
    plainCuts: random.chance(0.5) ? [] : cutsOf(random, body.length),
    again: random.chance(0.2) ? cutsOf(random, body.length) : undefined,
  };
}
