/** Programs in production: applications, jobs, harnesses, monitors, aggregators. */
import { actor, each, label, models, send, type Population } from './actor.js';
import { datacentre, neighbour, sdk, tokensOf } from './clients.js';
import { day, hour } from './request.js';
import { arrivals, clockwork } from './schedules.js';
import { chat, document, payload, wrapper } from './text.js';

export const app: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, sdk, datacentre);
    const perDay = random.logNormal(260, 0.9);
    const system = wrapper(random);
    const settings = {
      temperature: random.pick([0.2, 0.3, 0.7]),
      maxTokens: random.pick([256, 512, 1024]),
      model: random.pick(models),
    };
    const places = Array.from({ length: random.between(1, 8) }, () => neighbour(random, self.place));
    return {
      labels: [label(self, 'app')],
      *requests() {
        for (const time of arrivals(random, span, perDay)) {
          const prompt = chat(random, random.between(0, 3));
          yield send(
            random,
            { ...self, place: random.pick(places) },
            {
              time,
              prompt,
              system,
              outputTokens: Math.round(random.logNormal(120, 0.8)),
              inputTokens: tokensOf(prompt) + 400,
              cachedTokens: 300,
              ...settings,
            },
          );
        }
      },
    };
  });

/** One template, ever new contents, more out than in: permitted generation, alone. */
export const contentApp: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, sdk, datacentre);
    const perDay = random.logNormal(140, 0.8);
    const opening = wrapper(random);
    const settings = {
      temperature: random.pick([0.2, 0.7, 1]),
      maxTokens: random.pick([512, 2048, 8192]),
      system: wrapper(random),
    };
    return {
      labels: [label(self, 'contentapp')],
      *requests() {
        for (const time of arrivals(random, span, perDay)) {
          yield send(random, self, {
            time,
            prompt: `${opening} ${payload(random)}`,
            outputTokens: Math.round(random.logNormal(500, 0.5)),
            model: random.pick(models),
            ...settings,
          });
        }
      },
    };
  });

/** Every night at one hour, long in and short out, as fast as a small pool allows. */
export const batch: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, sdk, datacentre);
    const at = random.between(0, 5) * hour;
    const items = Math.round(random.logNormal(220, 0.6));
    const system = wrapper(random);
    return {
      labels: [label(self, 'batch')],
      *requests() {
        for (let d = 0; d < span.days; d++) {
          let time = span.start + d * day + at + random.between(0, 90_000);
          for (let i = 0; i < items; i++) {
            const prompt = `Classify the passage. ${document(random, random.between(2, 6))}`;
            yield send(random, self, {
              time,
              prompt,
              system,
              inputTokens: tokensOf(prompt) + 1200,
              outputTokens: random.between(4, 40),
              temperature: 0,
              maxTokens: 128,
              model: 'atlas-4-mini',
              stream: false,
            });
            time += Math.round(random.logNormal(900, 0.3));
          }
        }
      },
    };
  });

/** A fixed set of problems, the same for every harness, run once for each model and again for each release. */
export const evalHarness: Population = (random, span, count) => {
  const problems = Array.from({ length: 120 }, (_, i) => `def problem_${i}(x):\n    """${payload(random)}"""`);
  return each(count, () => {
    const self = actor(random, sdk, datacentre);
    const runs = random.between(3, 5);
    return {
      labels: [label(self, 'eval')],
      *requests() {
        const starts = Array.from(
          { length: runs },
          () => span.start + random.next() * (span.days * day - 2 * hour),
        ).sort((a, b) => a - b);
        let time = 0;
        for (const start of starts) {
          time = Math.max(time + 1000, start);
          for (const problem of problems) {
            yield send(random, self, {
              time: Math.round(time),
              prompt: problem,
              temperature: 0,
              maxTokens: 1024,
              outputTokens: Math.round(random.logNormal(200, 0.5)),
              stream: false,
            });
            time += random.logNormal(700, 0.5);
          }
        }
      },
    };
  });
};

/** Retrieved passages before a question: input far above output, passages recur. */
export const rag: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, sdk, datacentre);
    const passages = Array.from({ length: 60 }, () => document(random, 4));
    const system = wrapper(random);
    const perDay = random.logNormal(180, 0.7);
    return {
      labels: [label(self, 'rag')],
      *requests() {
        for (const time of arrivals(random, span, perDay)) {
          const prompt = `Context: ${random.pick(passages)}\n${random.pick(passages)}\nQuestion: ${payload(random)}`;
          yield send(random, self, {
            time,
            prompt,
            system,
            inputTokens: tokensOf(prompt) + 1500,
            cachedTokens: 900,
            outputTokens: Math.round(random.logNormal(110, 0.5)),
            temperature: 0.2,
            maxTokens: 512,
          });
        }
      },
    };
  });

export const monitor: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, sdk, datacentre);
    const interval = random.pick([300_000, 600_000, 900_000]);
    return {
      labels: [label(self, 'monitor')],
      *requests() {
        for (const time of clockwork(random, span, interval, 0.01)) {
          yield send(random, self, {
            time,
            prompt: 'ping',
            inputTokens: 8,
            outputTokens: 2,
            maxTokens: 5,
            temperature: 0,
            model: 'atlas-4-mini',
            stream: false,
          });
        }
      },
    };
  });

/** Many customers behind one account: many languages, templates, models. */
export const aggregator: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, sdk, datacentre);
    const perDay = random.logNormal(400, 0.4);
    const places = Array.from({ length: 4 }, () => neighbour(random, self.place));
    return {
      labels: [label(self, 'aggregator')],
      *requests() {
        for (const time of arrivals(random, span, perDay, 0.3)) {
          yield send(
            random,
            { ...self, place: random.pick(places) },
            {
              time,
              prompt: chat(random, random.between(0, 4)),
              model: random.pick(models),
              session: `c${random.between(1, 200)}`,
            },
          );
        }
      },
    };
  });
