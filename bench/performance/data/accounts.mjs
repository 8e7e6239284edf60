/** Who an account is, made anew from its number whenever it is needed: ten million accounts take no memory. */
import { browser, codingTool, library, product } from '../../../dist/simulate/clients.js';
import { datacentre, moved, neighbour, residence } from '../../../dist/simulate/places.js';
import { Random } from '../../../dist/simulate/random.js';
import { meaning, wording } from '../../../dist/simulate/text/wrapper.js';
import { draw } from './draw.mjs';

/** Accounts in use at a time are kept here, by the last bits of their number. */
const keptAccounts = 1 << 14;

/** Shares of the kinds among the accounts, and among the busiest: no person at a keyboard asks that much. */
const kinds = draw({ human: 60, developer: 24, service: 11, agent: 4, crew: 1 });
const busyKinds = draw({ service: 5, agent: 2, developer: 2 });
/** The first accounts ask most, see traffic.mjs. */
const busyShare = 0.02;
/** Accounts of one crew: they share a wrapper, a client and their exits. */
const crewSize = 24;

const models = draw({ 'atlas-4': 5, 'atlas-4-mini': 4, 'atlas-3.5': 2, 'atlas-5': 1 });
const noWrapper = { head: '', tail: '' };
const chatPage = 'c0ffee0ddba11000';

/** @param {{ seed: number, accounts: number }} options */
export function accountBook({ seed, accounts }) {
  const kept = new Array(keptAccounts).fill(undefined);
  const crews = crewBook(seed, Math.max(1, Math.round((accounts * 0.01) / crewSize)));
  return number => {
    const place = number & (keptAccounts - 1);
    const known = kept[place];
    if (known !== undefined && known.number === number) return known;
    const random = new Random(seed, `account ${number}`);
    const kind = (number < accounts * busyShare ? busyKinds : kinds)(random.next());
    return (kept[place] = account(random, number, kind, kind === 'crew' ? crews(number) : loner(random, kind)));
  };
}

/** @param shared client, addresses and the constant part of the prompts */
function account(random, number, kind, shared) {
  const chatty = kind === 'human' || kind === 'agent';
  const hash = random.hex(20);
  return {
    number,
    kind,
    chatty,
    name: `acct_${hash.slice(0, 12)}`,
    org: `org_${hash.slice(12)}`,
    key: `sk-${random.word(10)}`,
    secondKey: !chatty && random.chance(0.2) ? `sk-${random.word(10)}` : undefined,
    client: shared.client,
    places: shared.places,
    wrapper: shared.wrapper,
    system: kind === 'human' ? chatPage : random.chance(0.5) ? random.hex(16) : null,
    foreign: random.chance(0.12) ? 0.8 : 0.03,
    model: models(random.next()),
    temperature: chatty ? null : random.pick([null, 0, 0.2, 0.7, 1]),
    maxTokens: chatty ? null : random.pick([null, 256, 512, 1024, 4096]),
    alternatives: kind === 'developer' && random.chance(0.03) ? 4 : 1,
    logprobs: kind === 'developer' && random.chance(0.02) ? 5 : null,
    stream: chatty || random.chance(0.3),
    answer: random.logNormal(150, 0.6),
  };
}

function loner(random, kind) {
  const wrapped = kind === 'service' ? random.chance(0.8) : kind === 'developer' && random.chance(0.4);
  const duty = random.pick(['answer', 'extract', 'classify', 'support', 'describe', 'quiz']);
  const wrapper = wrapped ? wording(random, meaning(random, duty)) : noWrapper;
  switch (kind) {
    case 'human': {
      const { place } = residence(random);
      const away = random.chance(0.3) ? random.between(1, 5) : 0;
      return { client: browser(random), places: [place, ...several(away, () => moved(random, place))], wrapper };
    }
    case 'service': {
      const host = datacentre(random);
      const others = several(random.between(0, 7), () => neighbour(random, host));
      return { client: product(random), places: [host, ...others], wrapper };
    }
    default: {
      const client = (kind === 'agent' ? codingTool : library)(random);
      return { client, places: [residence(random).place], wrapper };
    }
  }
}

/** Crews are few for the number of accounts; those in use are kept. */
function crewBook(seed, crews) {
  const kept = new Map();
  return number => {
    const known = kept.get(number % crews);
    if (known !== undefined) return known;
    if (kept.size === keptAccounts) kept.clear();
    const random = new Random(seed, `crew ${number % crews}`);
    const duty = random.pick(['recipe', 'reason', 'evolve', 'answer']);
    const places = several(3, () => datacentre(random));
    const made = { client: library(random), places, wrapper: wording(random, meaning(random, duty)) };
    kept.set(number % crews, made);
    return made;
  };
}

function several(count, make) {
  return Array.from({ length: count }, make);
}
