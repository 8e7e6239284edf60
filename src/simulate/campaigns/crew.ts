/** The accounts of a campaign: who they are, where they sit, when they live, and whose turn it is. */
import { caller, type Caller } from '../caller.js';
import { disguised, library } from '../clients.js';
import { datacentre, residence, type Place } from '../places.js';
import type { Random } from '../random.js';
import { day, hour } from '../request.js';
import type { World } from '../world.js';
import type { Doses } from './spec.js';

export interface Member {
  readonly caller: Caller;
  /** Part of the queue it takes, relative to the others. */
  readonly weight: number;
  readonly wording: number;
  /** Number of its place in the crew; a replacement has that of the account it replaces. */
  readonly slot: number;
  readonly from: number;
  /** When it is banned; Infinity when it is not. */
  readonly to: number;
  /** Turns taken so far. */
  turns: number;
  /** The harvester has run into the ban, and knows. */
  lost: boolean;
}

export function recruit(world: World, random: Random, doses: Doses): Member[] {
  const exits = Array.from({ length: doses.proxies }, () => datacentre(random));
  const script = library(random);
  const members: Member[] = [];
  for (let slot = 0; slot < doses.accounts; slot++) {
    const own = random.fork(`slot ${slot}`);
    const weight = own.logNormal(1, doses.unevenness);
    for (const { from, to } of lives(world, own, doses.lifetime)) {
      const client = doses.disguise ? disguised(own) : script;
      const place: Place = exits[slot % Math.max(1, exits.length)] ?? residence(own).place;
      members.push({
        caller: caller(own, client, place),
        weight,
        wording: slot % doses.wordings,
        slot,
        from,
        to,
        turns: 0,
        lost: false,
      });
    }
  }
  return members;
}

/** One life after another: banned, and replaced within hours. */
function* lives({ start, end }: World, random: Random, lifetime: number): Generator<{ from: number; to: number }> {
  let from = start;
  while (from < end) {
    const to = lifetime === 0 ? Infinity : from + random.logNormal(lifetime * day, 0.4);
    yield { from, to };
    from = to + random.exponential(2 * hour);
  }
}

export interface Rota {
  /** The member that sends the next request, also one whose ban has not been noticed yet; undefined while all are lost. */
  next(time: number, except?: Member): Member | undefined;
}

/** The member furthest below its share goes next and stays for as many requests as the campaign is sticky. */
export function rota(members: readonly Member[], stickiness: number): Rota {
  let current: Member | undefined;
  let left = 0;
  const usable = (member: Member, time: number) => member.from <= time && !member.lost;
  return {
    next(time, except) {
      if (except === undefined && current !== undefined && left > 0 && usable(current, time)) {
        left--;
        current.turns++;
        return current;
      }
      current = undefined;
      for (const member of members) {
        if (!usable(member, time) || member === except) continue;
        if (current === undefined || load(member, time) < load(current, time)) current = member;
      }
      if (current === undefined) return undefined;
      left = stickiness - 1;
      current.turns++;
      return current;
    },
  };
}

/** Turns for its weight and the time it has lived, so that a replacement need not catch up. */
function load({ turns, weight, from }: Member, time: number): number {
  return (turns + 0.5) / weight / Math.max(1, time - from + hour);
}
