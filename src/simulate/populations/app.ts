import { apart, sourceOf, type Population } from './population.js';
import { arrivals, profiles } from '../schedules.js';
import { productCaller, requestsAt } from './service.js';
import { meaning, wording, wrap } from '../text/wrapper.js';

export const app: Population = {
  name: 'app',
  title: 'a shop’s or helpdesk’s assistant: one system prompt of its own, many customers',
  create: (world, random, count) =>
    apart(random, count, own => {
      const self = productCaller(own);
      const perDay = own.logNormal(350, 0.9) * world.intensity;
      return sourceOf(self, 'app', () => {
        const draws = own.fork('requests');
        const wrapper = wording(draws, meaning(draws, draws.pick(['support', 'answer'])));
        const inSystem = draws.chance(0.6);
        const settings = {
          model: draws.pick(['atlas-4', 'atlas-4-mini']),
          temperature: draws.pick([null, 0.2, 0.7]),
          maxTokens: draws.pick([512, 1024]),
        };
        const foreign = draws.pick([0, 0.05, 0.5]);
        const rhythm = {
          from: world.start,
          to: world.end,
          perDay,
          variation: draws.pick([1, 1.4, 2.5]),
          weekend: draws.pick([0.5, 1, 1.3]),
        };
        const times = arrivals(draws, { ...rhythm, profile: profiles.waking, zone: draws.between(-8, 9) });
        return requestsAt(draws, times, time => {
          const question = world.prompts.turn(draws, draws.chance(0.4) ? 1 : 0, { foreign });
          return [
            self,
            {
              time,
              ...settings,
              prompt: inSystem ? question : wrap(wrapper, question),
              system: inSystem ? `${wrapper.head}${wrapper.tail}` : null,
              outputTokens: Math.round(draws.logNormal(70, 0.9)),
            },
          ];
        });
      });
    }),
};
