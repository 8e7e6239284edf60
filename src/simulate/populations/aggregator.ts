import { browser } from '../clients.js';
import { apart, sourceOf, type Population } from './population.js';
import { arrivals, profiles } from '../schedules.js';
import { productCaller, requestsAt } from './service.js';
import { usualModel } from '../world.js';
import { meaning, wording, wrap, type Duty } from '../text/wrapper.js';

const duties: readonly Duty[] = ['answer', 'describe', 'quiz', 'classify', 'extract', 'support', 'recipe', 'reason'];

export const aggregator: Population = {
  name: 'aggregator',
  title: 'a reseller of access with many customers: hundreds of templates, all languages, no night',
  create: (world, random, count) =>
    apart(random, count, own => {
      const self = productCaller(own);
      const perDay = own.logNormal(500, 0.5) * world.intensity;
      return sourceOf(self, 'aggregator', () => {
        const draws = own.fork('requests');
        const customers = Array.from({ length: 80 }, () => ({
          wrapper: draws.chance(0.5) ? wording(draws, meaning(draws, draws.pick(duties))) : { head: '', tail: '' },
          client: draws.chance(0.7) ? self.client : browser(draws),
          foreign: draws.pick([0, 0.1, 1]),
          temperature: draws.pick([null, 0, 0.7, 1]),
          maxTokens: draws.pick([null, 512, 1024, 4096]),
        }));
        const rhythm = { from: world.start, to: world.end, perDay, variation: 1.6, profile: profiles.global };
        return requestsAt(draws, arrivals(draws, rhythm), time => {
          const { wrapper, client, foreign, temperature, maxTokens } = draws.pick(customers);
          const prompt = wrap(wrapper, world.prompts.turn(draws, draws.between(0, 2), { foreign }));
          const model = usualModel(draws, world, time);
          const context = {
            inputTokens: Math.round(draws.logNormal(700, 1)),
            outputTokens: Math.round(draws.logNormal(140, 0.8)),
          };
          return [
            { ...self, client },
            { time, prompt, model, temperature, maxTokens, ...context },
          ];
        });
      });
    }),
};
