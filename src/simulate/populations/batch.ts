import { ask } from '../caller.js';
import { apart, sourceOf, type Population } from './population.js';
import { hour } from '../request.js';
import { daily, workers } from '../schedules.js';
import { productCaller } from './service.js';
import { document } from '../text/chat.js';
import { meaning, wording, wrap } from '../text/wrapper.js';

export const batch: Population = {
  name: 'batch',
  title: 'a nightly job of an enterprise: long documents in, short labels out, a pool of workers',
  create: (world, random, count) =>
    apart(random, count, own => {
      const self = productCaller(own);
      const perNight = Math.round(own.logNormal(500, 0.6) * world.intensity);
      return sourceOf(self, 'batch', function* () {
        const draws = own.fork('requests');
        const wrapper = wording(draws, meaning(draws, draws.pick(['classify', 'extract'])));
        const settings = { model: 'atlas-4-mini', temperature: 0, maxTokens: 128, stream: false };
        const parallel = draws.pick([4, 8, 16]);
        for (const from of daily(draws, {
          from: world.start,
          to: world.end,
          at: draws.between(0, 6),
          spread: hour / 6,
        })) {
          const night = Math.max(1, draws.poisson(perNight));
          for (const time of workers(draws, {
            from,
            to: world.end,
            parallel,
            each: 1200 * parallel ** 0.5,
            total: night,
          })) {
            const inputTokens = Math.round(draws.logNormal(1600, 0.5));
            const prompt = wrap(wrapper, document(draws, draws.between(2, 5)));
            yield ask(draws, self, { time, prompt, ...settings, inputTokens, outputTokens: draws.between(8, 60) });
          }
        }
      });
    }),
};
