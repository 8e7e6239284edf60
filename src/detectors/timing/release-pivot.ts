import { models, type ModelUses } from '../../measures/catalogue/models.js';
import { binomialAtLeast } from '../../measures/statistics.js';
import { bitsOf, defineDetector, type Finding, type Options } from '../detector.js';
import { firstUse, isRegular, leastRegular, moveTo, ReleaseSearch, type Move, type Release } from '../releases.js';
import { extraction } from '../techniques.js';

const hour = 3_600_000;
/** Early adopters do the same: more cannot be said of one account, however rare it is in a log. */
const accountCap = 2.5;

const options = {
  leastRequests: { default: 20, unit: 'requests', why: 'before the release: a newcomer has nothing to move away from' },
  promptly: { default: 48, unit: 'hours', why: 'later moves follow from habit, tools and price' },
  leastShare: { default: 0.3, unit: 'share', why: 'the one public case turned about half of its traffic in a day' },
  leastKept: { default: 0.25, unit: 'share', why: 'a trial or an evaluation stops after a day, a harvest goes on' },
  leastOthers: { default: 5, unit: 'accounts', why: 'a model that hardly anybody else uses is the account’s own' },
  together: { default: 6, unit: 'hours', why: 'one decision reaches all accounts of one hand within hours' },
  leastMembers: { default: 3, unit: 'accounts', why: 'two may meet by chance' },
} as const;

type Given = Options<typeof options>;

export default defineDetector({
  meta: {
    id: 'release-pivot',
    code: 'T5',
    title: 'Turned to a new model at once',
    family: 'timing',
    question: 'Did it move its work to a new model within hours of its release, and all its accounts together?',
    method:
      'A release is a model that first has users after a day, or a quarter, of the log. For an account: the share of requests that go to it in the 48 hours from its first use, where that came promptly and did not stop again, as an upper-tail probability among accounts at work before and after. For a campaign also: the most members that first used it within six hours of each other, against the share of other accounts that did so in the same hours (binomial, times the hours tried).',
    lookalikes: [
      'tools that change their default model: then other accounts move as fully, and the tail says so',
      'evaluation harnesses take up new models at once: they stop when all is measured',
      'people who try the new model on its first day: they keep their old one, or had hardly any work before',
      'one developer who moves on the first day: innocent, hence less than the cap for a single account',
      'teams that pool their seats, or change one setting for all: their accounts move together as well, hence the low cap',
    ],
    evasion:
      'Move later and one account at a time: the template stays while the model changes. A move made together is seen whenever it happens.',
    references: ['public reports of 2026: half of a campaign’s traffic turned to a new model within 24 hours'],
    techniques: [...extraction, 'AML.T0014'],
    capBits: 3,
  },
  needs: { models },
  requires: ['model'],
  options,
  leastRequests: ({ leastRequests }) => Math.min(leastRequests, leastRegular),
  gather: { start: () => new ReleaseSearch(), take: (search, { models }) => search.take(models) },
  prepare: (everybody, search) => search.end(modelsOf(everybody)),
  features: {
    share: ({ models }, given, { releases }) => {
      const shares = releases.flatMap(release => {
        const move = moveTo(models, release);
        return move === undefined || move.before < given.leastRequests ? [] : [pivotShare(move, given)];
      });
      return shares.length === 0 ? undefined : Math.max(...shares);
    },
  },
  assess({ models }, { population, prepared, subject, options: given }) {
    const { releases } = prepared;
    const members = subject.members().map(values => values.models);
    let best: Finding | undefined;
    for (const release of releases) {
      const others = release.adopters - members.filter(state => firstUse(state, release.model).length > 0).length;
      if (others < given.leastOthers) continue;
      const tail = (share: number) => population.tail('share', share);
      for (const found of [alone(models, release, { given, tail }), together(members, release, given)]) {
        if (found !== undefined && found.bits > (best?.bits ?? 0)) best = found;
      }
    }
    return best;
  },
});

/** Everybody's models: gone through anew each time it is asked. */
function modelsOf(everybody: Iterable<{ readonly models: ModelUses }>): Iterable<ModelUses> {
  return {
    *[Symbol.iterator]() {
      for (const { models } of everybody) yield models;
    },
  };
}

/** Share of its work that an account moved; 0 for one that did not, or that stopped again. */
function pivotShare({ lag, requests, moved, kept }: Move, { promptly, leastKept }: Given): number {
  if (lag > promptly * hour || (kept !== undefined && kept < leastKept)) return 0;
  return moved / Math.max(1, requests);
}

interface Judging {
  readonly given: Given;
  readonly tail: (share: number) => number;
}

function alone(state: ModelUses, release: Release, { given, tail }: Judging): Finding | undefined {
  const move = moveTo(state, release);
  if (move === undefined || move.before < given.leastRequests) return undefined;
  const share = pivotShare(move, given);
  if (share < given.leastShare) return undefined;
  const p = tail(share);
  const { regulars, firsts } = release;
  return {
    bits: Math.min(accountCap, bitsOf(p)),
    statement: `${percent(share)} of its requests go to ${quoted(release)} from its first one there on, ${afterwards(move.lag)}`,
    measured: { share: round(share), lagHours: round(move.lag / hour), requests: move.moved },
    expected: { adopted: round(firsts.length / Math.max(1, regulars)), tail: p },
  };
}

/** The most members that moved in one stretch of hours, however long after the release. */
function together(members: readonly ModelUses[], release: Release, given: Given): Finding | undefined {
  const regulars = members.filter(state => isRegular(state, release.at));
  const own = regulars.flatMap(state => firstUse(state, release.model)).sort((a, b) => a - b);
  const movers = regulars
    .filter(state => moves(state, release, given))
    .flatMap(state => firstUse(state, release.model))
    .sort((a, b) => a - b);
  const width = given.together * hour;
  let best = { count: 0, at: 0, p: 1, usual: 0 };
  for (const at of movers) {
    const count = between(movers, at, at + width);
    // Even if all accounts were to move some time, few would in any one stretch of hours.
    const others = between(release.firsts, at, at + width) - between(own, at, at + width);
    const empirical = (others + 1) / (release.regulars - regulars.length + 1);
    const usual = Math.min(1, Math.max(empirical, width / Math.max(width, release.end - release.at)));
    const p = Math.min(1, movers.length * binomialAtLeast(count, regulars.length, usual));
    if (count >= given.leastMembers && p < best.p) best = { count, at, p, usual };
  }
  if (best.count === 0) return undefined;
  const lag = Math.max(0, best.at - release.at);
  return {
    bits: bitsOf(best.p),
    statement: `${best.count} of ${members.length} accounts moved to ${quoted(release)} within ${given.together} hours of each other, ${afterwards(lag)}`,
    measured: { together: best.count, of: regulars.length, lagHours: round(lag / hour) },
    expected: { share: round(best.usual), tail: best.p },
  };
}

/** A member moved when it did so fully and for good, whenever that was. */
function moves(state: ModelUses, release: Release, given: Given): boolean {
  const move = moveTo(state, release);
  return move !== undefined && pivotShare({ ...move, lag: 0 }, given) >= given.leastShare;
}

/** Numbers of an ascending list in [from, to). */
function between(times: readonly number[], from: number, to: number): number {
  return below(times, to) - below(times, from);
}

/** Numbers of an ascending list below a limit. */
function below(times: readonly number[], limit: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Not between guillemets, which reports leave out: a model’s name is no text of a prompt. */
function quoted({ name }: Release): string {
  return `“${name.slice(0, 40)}”`;
}

function afterwards(lag: number): string {
  const hours = Math.round(lag / hour);
  return hours === 0 ? 'within the hour of its appearance' : `${hours} hours after its appearance`;
}

function percent(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
