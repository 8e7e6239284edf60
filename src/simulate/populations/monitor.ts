import { minute } from '../request.js';
import { apart, sourceOf, type Population } from './population.js';
import { clockwork } from '../schedules.js';
import { productCaller, requestsAt } from './service.js';

export const monitor: Population = {
  name: 'monitor',
  title: 'uptime checks: one constant prompt at a fixed interval, day and night',
  create: (world, random, count) =>
    apart(random, count, own => {
      const self = productCaller(own);
      const every = (own.pick([1, 5, 5, 15]) * minute) / Math.min(1, world.intensity);
      return sourceOf(self, 'monitor', () => {
        const draws = own.fork('requests');
        const prompt = draws.pick(['ping', 'Say OK.', 'healthcheck', 'Reply with the word up.']);
        const settings = { model: 'atlas-4-mini', temperature: 0, maxTokens: 5, stream: false, outputTokens: 2 };
        const jitter = draws.pick([0.001, 0.01, 0.1]);
        const times = clockwork(draws, { from: world.start, to: world.end, every, jitter });
        return requestsAt(draws, times, time => [self, { time, prompt, ...settings }]);
      });
    }),
};
