import { caller } from '../caller.js';
import { browser, library } from '../clients.js';
import { conversation } from '../conversation.js';
import { chats } from './human.js';
import { merged, overlapping } from '../merge.js';
import { residence } from '../places.js';
import { apart, sourceOf, type Population } from './population.js';
import { hour } from '../request.js';
import { newestModel } from '../world.js';

/** Prompts that go round on the day of a release. */
const favourites = [
  'How many letters r are in strawberry?',
  'Draw a pelican riding a bicycle as SVG.',
  'What is your knowledge cutoff?',
  'Write a story of ten sentences that all end with the word apple.',
];

export const launch: Population = {
  name: 'launch',
  title: 'people who try the newest model on the day it comes out, all at once and partly with the same prompts',
  create: (world, random, count) =>
    apart(random, count, own => {
      const { place, zone } = residence(own);
      const self = caller(own, own.chance(0.6) ? browser(own) : library(own), place);
      return sourceOf(self, 'launch', () => {
        const draws = own.fork('trial');
        const start = Math.round(world.release + draws.exponential(5 * hour));
        const trial = conversation(draws, {
          start,
          end: world.end,
          turns: draws.between(4, 20),
          think: 50_000,
          caller: () => self,
          prompt: turn => (draws.chance(0.25) ? draws.pick(favourites) : world.prompts.turn(draws, turn)),
          fields: () => ({ model: newestModel }),
        });
        const stretches = start < world.end ? [{ start, requests: trial }] : [];
        return merged([chats(world, draws.fork('chats'), { self, perDay: 1.5, zone }), overlapping(stretches)]);
      });
    }),
};
