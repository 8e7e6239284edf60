import { apart, sourceOf, type Population } from './population.js';
import { arrivals, profiles } from '../schedules.js';
import { productCaller, requestsAt } from './service.js';
import { document } from '../text/chat.js';
import { meaning, wording } from '../text/wrapper.js';

const passagesKept = 120;

export const rag: Population = {
  name: 'rag',
  title: 'questions over a store of documents: the same passages come again, much in and little out',
  create: (world, random, count) =>
    apart(random, count, own => {
      const self = productCaller(own);
      const perDay = own.logNormal(300, 0.8) * world.intensity;
      return sourceOf(self, 'rag', () => {
        const draws = own.fork('requests');
        const store = Array.from({ length: passagesKept }, () => document(draws, 2));
        const { head, tail } = wording(draws, meaning(draws, 'answer'));
        const settings = { model: 'atlas-4-mini', temperature: 0, maxTokens: 800, system: `${head}${tail}` };
        const rhythm = { from: world.start, to: world.end, perDay, variation: 1.3, weekend: 0.3 };
        const times = arrivals(draws, { ...rhythm, profile: profiles.office, zone: draws.between(-8, 9) });
        return requestsAt(draws, times, time => {
          // Popular passages are found more often.
          const passages = [0, 1].map(() => store[Math.floor(passagesKept * draws.next() * draws.next())] ?? '');
          const inputTokens = Math.round(draws.logNormal(3200, 0.4));
          const prompt = `Context:\n${passages.join('\n')}\nQuestion: ${world.prompts.turn(draws, 0)}`;
          return [
            self,
            {
              time,
              prompt,
              ...settings,
              inputTokens,
              cachedTokens: Math.round(inputTokens * 0.3),
              outputTokens: Math.round(draws.logNormal(120, 0.6)),
            },
          ];
        });
      });
    }),
};
