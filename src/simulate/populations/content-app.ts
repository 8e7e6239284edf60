import { apart, sourceOf, type Population } from './population.js';
import { arrivals, profiles } from '../schedules.js';
import { productCaller, requestsAt } from './service.js';
import { meaning, wording, wrap } from '../text/wrapper.js';

export const contentApp: Population = {
  name: 'contentapp',
  title: 'texts for a catalogue or a course: one template, always new slots, long answers; permitted',
  create: (world, random, count) =>
    apart(random, count, own => {
      const self = productCaller(own);
      const perDay = own.logNormal(150, 0.7) * world.intensity;
      return sourceOf(self, 'contentapp', () => {
        const draws = own.fork('requests');
        const wrapper = wording(draws, meaning(draws, draws.pick(['describe', 'quiz', 'answer'])));
        const settings = {
          model: draws.pick(['atlas-4', 'atlas-3.5']),
          temperature: draws.pick([0.2, 0.7, 1]),
          maxTokens: draws.pick([null, 1024, 4096]),
          stream: false,
        };
        const rhythm = {
          from: world.start,
          to: world.end,
          perDay,
          variation: draws.pick([1, 3]),
          weekend: draws.pick([0.1, 1]),
        };
        const profile = draws.chance(0.6) ? profiles.office : profiles.flat;
        const length = draws.pick([300, 500, 700]);
        return requestsAt(draws, arrivals(draws, { ...rhythm, profile, zone: draws.between(-8, 9) }), time => [
          self,
          {
            time,
            ...settings,
            prompt: wrap(wrapper, world.prompts.task(draws)),
            outputTokens: Math.round(draws.logNormal(length, 0.5)),
          },
        ]);
      });
    }),
};
