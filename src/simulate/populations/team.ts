import { caller, innocent, organisation, type Caller } from '../caller.js';
import { codingTool } from '../clients.js';
import { coding } from './agent.js';
import { merged } from '../merge.js';
import { neighbour, residence } from '../places.js';
import type { Population } from './population.js';

/** Developers take whichever seat is free and change it in the middle of a conversation: a pool, and an honest one. */
export const team: Population = {
  name: 'team',
  title: 'a company’s developers who share paid seats of a coding tool behind one office',
  create(world, random, count) {
    if (count === 0) return [];
    const { place: office, zone } = residence(random);
    const tool = codingTool(random);
    const org = organisation(random);
    const seats = Array.from({ length: count }, () => caller(random, tool, neighbour(random, office), org));
    const seatAt = (number: number): Caller => seats[number % count] as Caller;
    const labels = seats.map(seat => innocent(seat, 'team'));
    const people = Array.from({ length: Math.ceil(count * 1.5) }, (_, i) => random.fork(`developer ${i}`));
    const requests = () =>
      merged(
        people.map((own, i) => {
          const seat = (conversation: number, turn: number) => seatAt(i + conversation + Math.floor(turn / 20));
          return coding(world, own.fork('coding'), { zone, perDay: 45, owner: seatAt(0), seat });
        }),
      );
    return [{ labels, requests }];
  },
};
