import { caller, organisation } from '../caller.js';
import { browser } from '../clients.js';
import { chatPage, chats } from './human.js';
import { conversation } from '../conversation.js';
import { merged, overlapping } from '../merge.js';
import { neighbour, residence } from '../places.js';
import { sourceOf, type Population } from './population.js';
import { hour, minute, type SimulatedRequest } from '../request.js';
import { daily } from '../schedules.js';

export const campus: Population = {
  name: 'campus',
  title: 'students behind a few addresses of one university, with one assignment in one lesson',
  create(world, random, count) {
    const { place: gate, zone } = residence(random);
    const gateways = Array.from({ length: 3 }, () => neighbour(random, gate));
    const org = organisation(random);
    const lesson = (((random.between(9, 15) - zone) % 24) + 24) % 24;
    const assignment = Array.from({ length: 4 }, () => world.prompts.task(random));
    return Array.from({ length: count }, (_, i) => {
      const own = random.fork(String(i));
      const self = caller(own, browser(own), own.pick(gateways), org);
      return sourceOf(self, 'campus', () => {
        const draws = own.fork('chats');
        const chatter = { self, perDay: draws.logNormal(4, 0.7), zone, addressDays: Infinity };
        function* lessons() {
          for (const time of daily(draws, { from: world.start, to: world.end, at: lesson, spread: 20 * minute })) {
            if (draws.chance(0.7)) yield { start: time, requests: classwork(time) };
          }
        }
        function classwork(start: number): Iterable<SimulatedRequest> {
          return conversation(draws, {
            start,
            end: Math.min(world.end, start + hour),
            turns: draws.between(1, 4),
            think: 3 * minute,
            caller: () => self,
            prompt: turn => (turn < 2 ? draws.pick(assignment) : world.prompts.turn(draws, turn)),
            fields: () => ({ system: chatPage }),
          });
        }
        return merged([chats(world, draws.fork('own'), chatter), overlapping(lessons())]);
      });
    });
  },
};
