import { caller } from '../caller.js';
import { datacentre, residence } from '../places.js';
import { product } from '../clients.js';
import { sourceOf, type Population } from './population.js';
import { arrivals, profiles } from '../schedules.js';
import { requestsAt } from './service.js';
import { meaning, wording, wrap } from '../text/wrapper.js';

/** The product's default prompt and client in many unrelated accounts: a shared template that means nothing. */
export const saas: Population = {
  name: 'saas',
  title: 'customers of one product who bring their own accounts: same template, same client, nothing else in common',
  create(world, random, count) {
    const client = product(random);
    const wrapper = wording(random, meaning(random, 'answer'));
    const settings = { model: 'atlas-4-mini', temperature: 0.7, maxTokens: 1024 };
    return Array.from({ length: count }, (_, i) => {
      const own = random.fork(String(i));
      const { place, zone } = residence(own);
      const self = caller(own, client, own.chance(0.5) ? place : datacentre(own));
      const perDay = own.logNormal(12, 1) * world.intensity;
      return sourceOf(self, 'saas', () => {
        const draws = own.fork('requests');
        const rhythm = { from: world.start, to: world.end, perDay, profile: profiles.office, zone, weekend: 0.2 };
        return requestsAt(draws, arrivals(draws, { ...rhythm, variation: 2 }), time => {
          const prompt = wrap(wrapper, world.prompts.task(draws));
          return [self, { time, prompt, ...settings, outputTokens: Math.round(draws.logNormal(200, 0.7)) }];
        });
      });
    });
  },
};
