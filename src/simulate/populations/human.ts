import { caller, type Caller } from '../caller.js';
import { browser } from '../clients.js';
import { conversation } from '../conversation.js';
import { overlapping } from '../merge.js';
import { moved, residence, type Place } from '../places.js';
import { apart, sourceOf, type Population } from './population.js';
import type { Random } from '../random.js';
import { day, type SimulatedRequest } from '../request.js';
import { arrivals, profiles } from '../schedules.js';
import { usualModel, type World } from '../world.js';

export const human: Population = {
  name: 'human',
  title: 'people who chat now and then, from home and on the move',
  create: (world, random, count) =>
    apart(random, count, own => {
      const { place, zone } = residence(own);
      const self = caller(own, browser(own), place);
      const perDay = own.logNormal(3.5, 1);
      return sourceOf(self, 'human', () => chats(world, own.fork('chats'), { self, perDay, zone }));
    }),
};

export interface Chatter {
  readonly self: Caller;
  /** Requests, on average. */
  readonly perDay: number;
  readonly zone: number;
  /** Days after which a subscriber’s address changes; Infinity for fixed ones. */
  readonly addressDays?: number;
  readonly foreign?: number;
}

export const chatPage = 'You are the assistant of the public chat page. Be helpful, honest and brief.';
const meanTurns = 3.6;

/** Conversations of a person, in waking hours. */
export function chats(world: World, random: Random, who: Chatter): Generator<SimulatedRequest> {
  const { self, perDay, zone, foreign = random.chance(0.25) ? 0.8 : 0.02 } = who;
  const visits = arrivals(random, {
    from: world.start,
    to: world.end,
    perDay: perDay / meanTurns,
    profile: random.chance(0.3) ? profiles.evening : profiles.waking,
    zone,
    weekend: random.pick([0.4, 0.8, 1.2]),
  });
  const place = places(world, random, who);
  function* stretches() {
    for (const start of visits) {
      const here = { ...self, place: place(start) };
      const model = usualModel(random, world, start);
      yield {
        start,
        requests: conversation(random, {
          start,
          end: world.end,
          turns: 1 + Math.floor(random.exponential(meanTurns - 0.5)),
          think: 70_000,
          caller: () => here,
          prompt: turn => world.prompts.turn(random, turn, { foreign }),
          fields: () => ({ model, system: chatPage, outputTokens: Math.round(random.logNormal(129, 0.76)) }),
          context: 30,
        }),
      };
    }
  }
  return overlapping(stretches());
}

/** A home address that changes, and another network in between. */
function places(world: World, random: Random, { self, addressDays = random.pick([1, 3, 30, Infinity]) }: Chatter) {
  const homes = new Map<number, Place>();
  const mobility = addressDays === Infinity ? 0 : random.pick([0, 0.1, 0.4]);
  return (time: number): Place => {
    if (random.chance(mobility)) return moved(random, self.place);
    const period = Math.floor((time - world.start) / day / addressDays);
    if (period === 0) return self.place;
    const present = homes.get(period) ?? moved(random, self.place);
    homes.set(period, present);
    return present;
  };
}
