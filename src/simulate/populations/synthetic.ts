import { ask, caller } from '../caller.js';
import { library } from '../clients.js';
import { datacentre } from '../places.js';
import { apart, sourceOf, type Population } from './population.js';
import { daily, workers } from '../schedules.js';
import { meaning, wording, wrap } from '../text/wrapper.js';
import { hour } from '../request.js';

export const synthetic: Population = {
  name: 'synthetic',
  title: 'a laboratory that may generate training data: only its contract tells it from a harvest',
  create: (world, random, count) =>
    apart(random, count, own => {
      const self = caller(own, library(own), datacentre(own));
      const perDay = Math.round(own.logNormal(250, 0.5) * world.intensity);
      return sourceOf(self, 'synthetic', function* () {
        const draws = own.fork('requests');
        const wrapper = wording(draws, meaning(draws, draws.pick(['recipe', 'evolve'])));
        const settings = { temperature: draws.pick([0.7, 1]), maxTokens: draws.pick([2048, 4096]), stream: false };
        for (const from of daily(draws, { from: world.start, to: world.end, at: draws.between(7, 15), spread: hour })) {
          const each = 12_000;
          for (const time of workers(draws, {
            from,
            to: world.end,
            parallel: draws.between(2, 8),
            each,
            total: perDay,
          })) {
            const prompt = wrap(wrapper, world.prompts.task(draws));
            yield ask(draws, self, { time, prompt, ...settings, outputTokens: Math.round(draws.logNormal(550, 0.5)) });
          }
        }
      });
    }),
};
