import { ask, caller } from '../caller.js';
import { library } from '../clients.js';
import { datacentre } from '../places.js';
import { sourceOf, type Population } from './population.js';
import type { Random } from '../random.js';
import { day, hour } from '../request.js';
import { arrivals, workers } from '../schedules.js';
import { promptSource } from '../text/prompts.js';
import { meaning, wording, wrap } from '../text/wrapper.js';
import { newestModel } from '../world.js';

const benchmarkSize = 100;

/** Different laboratories run the same public benchmark, so accounts that know nothing of each other share prompts. */
export const evalHarness: Population = {
  name: 'eval',
  title: 'evaluation harnesses: a fixed benchmark again and again, over models and with several samples',
  create(world, random, count) {
    const publicOne = benchmark(random.fork('benchmark'), world.seed);
    return Array.from({ length: count }, (_, i) => {
      const own = random.fork(String(i));
      const self = caller(own, library(own), datacentre(own));
      return sourceOf(self, 'eval', function* () {
        const draws = own.fork('runs');
        const prompts = draws.chance(0.6) ? publicOne : benchmark(draws, world.seed);
        const samples = draws.pick([1, 1, 4]);
        const settings = { temperature: samples === 1 ? 0 : 0.8, maxTokens: 1024, stream: false };
        const share = Math.min(1, 0.15 + world.intensity * 0.85);
        const size = Math.max(4, Math.round(benchmarkSize * share));
        let model = 0;
        let from = world.start;
        for (const start of arrivals(draws, { from: world.start, to: world.end, perDay: 1.2, variation: 0.6 })) {
          from = Math.max(from, start);
          const name =
            start > world.release ? newestModel : (['atlas-4', 'atlas-4-mini', 'atlas-3.5'][model++ % 3] ?? '');
          let index = 0;
          const run = { from, to: world.end, parallel: draws.pick([1, 4, 16]), each: 5_000, total: size * samples };
          for (const time of workers(draws, run)) {
            const prompt = prompts(Math.floor(index++ / samples));
            yield ask(draws, self, {
              time,
              prompt,
              model: name,
              ...settings,
              outputTokens: Math.round(draws.logNormal(230, 0.4)),
            });
            from = time + 1;
          }
          from = Math.min(from + hour / 4, world.end + day);
        }
      });
    });
  },
};

function benchmark(random: Random, seed: number): (index: number) => string {
  const wrapper = wording(random, meaning(random, 'answer'));
  const items = promptSource().dataset(seed, `benchmark ${random.hex(8)}`, false);
  return index => wrap(wrapper, items(index));
}
