import { ask, type Caller } from '../caller.js';
import { overlapping } from '../merge.js';
import { apart, sourceOf, type Population } from './population.js';
import type { Random } from '../random.js';
import { day, minute, type SimulatedRequest } from '../request.js';
import { arrivals, profiles } from '../schedules.js';
import { productCaller } from './service.js';
import { meaning, wording, wrap } from '../text/wrapper.js';

export const retryStorm: Population = {
  name: 'retry',
  title: 'a service without back-off: in an outage the same prompts come again and again',
  create: (world, random, count) =>
    apart(random, count, own => {
      const self = productCaller(own);
      const perDay = own.logNormal(120, 0.5) * world.intensity;
      return sourceOf(self, 'retry', () => {
        const draws = own.fork('requests');
        const wrapper = wording(draws, meaning(draws, 'support'));
        const outages = Array.from({ length: world.days }, (_, i) => world.start + i * day + draws.next() * day);
        const broken = (time: number) => outages.some(from => time >= from && time < from + 25 * minute);
        const rhythm = { from: world.start, to: world.end, perDay, profile: profiles.global };
        function* stretches() {
          for (const start of arrivals(draws, rhythm)) {
            const prompt = wrap(wrapper, world.prompts.turn(draws, 0));
            yield { start, requests: again(draws, self, { start, prompt, broken, end: world.end }) };
          }
        }
        return overlapping(stretches());
      });
    }),
};

interface Trouble {
  start: number;
  prompt: string;
  end: number;
  broken(time: number): boolean;
}

function* again(random: Random, self: Caller, { start, prompt, broken, end }: Trouble): Generator<SimulatedRequest> {
  let time = start;
  for (let attempt = 0; attempt < 12 && time < end; attempt++) {
    const status = broken(time) ? random.pick([503, 503, 429, 500]) : 200;
    yield ask(random, self, {
      time: Math.round(time),
      prompt,
      status,
      temperature: 0.3,
      maxTokens: 512,
      stream: false,
    });
    if (status === 200) return;
    time += random.logNormal(20_000, 0.4);
  }
}
