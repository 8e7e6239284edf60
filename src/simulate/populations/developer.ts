import { ask, caller } from '../caller.js';
import { library } from '../clients.js';
import { overlapping } from '../merge.js';
import { residence } from '../places.js';
import { apart, sourceOf, type Population } from './population.js';
import { arrivals, profiles } from '../schedules.js';
import { usualModel } from '../world.js';
import { meaning, wording, wrap, type Duty } from '../text/wrapper.js';

const duties: readonly Duty[] = ['answer', 'extract', 'classify', 'support', 'grade', 'reason'];

export const developer: Population = {
  name: 'developer',
  title: 'people trying out the interface: bursts in working hours, changing settings, mistakes',
  create: (world, random, count) =>
    apart(random, count, own => {
      const { place, zone } = residence(own);
      const self = caller(own, library(own), place);
      const perDay = own.logNormal(16, 1) * world.intensity;
      const newcomer = own.chance(0.2);
      const burst = own.between(3, 12);
      return sourceOf(self, 'developer', () => {
        const draws = own.fork('requests');
        const template = wording(draws, meaning(draws, draws.pick(duties)));
        const rhythm = { from: world.start, to: world.end, profile: profiles.office, weekend: 0.3, zone };
        function* stretches() {
          let first = newcomer;
          for (const start of arrivals(draws, { ...rhythm, perDay: perDay / burst })) {
            yield { start, requests: attempts(start, first) };
            first = false;
          }
        }
        function* attempts(start: number, first: boolean) {
          let prompt = world.prompts.task(draws);
          const settings = {
            model: usualModel(draws, world, start),
            temperature: draws.pick([null, 0, 0.2, 0.7, 1]),
            maxTokens: draws.pick([null, 256, 512, 1024, 4096]),
            stream: draws.chance(0.4),
            logprobs: draws.chance(0.02) ? 5 : null,
          };
          const wrapped = draws.chance(0.4);
          let time = start;
          // Getting started: a wrong key, a wrong path, a first greeting.
          const stumbles = first ? [401, 404, 400, 200] : [];
          for (let i = -stumbles.length; i < draws.between(1, 2 * burst) && time < world.end; i++) {
            const status = stumbles[i + stumbles.length] ?? (draws.chance(0.03) ? draws.pick([400, 429]) : undefined);
            const text = i < 0 ? draws.pick(['hello', 'test', 'hi']) : wrapped ? wrap(template, prompt) : prompt;
            const outputTokens = Math.round(draws.logNormal(220, 0.7));
            yield ask(draws, self, {
              time: Math.round(time),
              prompt: text,
              outputTokens,
              ...settings,
              ...(status === undefined ? {} : { status }),
            });
            // Often the same prompt again, with something changed.
            if (draws.chance(0.6)) prompt = world.prompts.task(draws);
            time += draws.logNormal(25_000, 1);
          }
        }
        return overlapping(stretches());
      });
    }),
};
