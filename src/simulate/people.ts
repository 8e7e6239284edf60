/** People at a keyboard, and the tools they drive: chats, scripts under development, coding agents, classes, teams. */
import { actor, chatUi, each, label, models, send, type Population } from './actor.js';
import { browser, codingTool, hexOrg, home, neighbour, sdk, tokensOf } from './clients.js';
import { visits } from './schedules.js';
import { chat, document, payload } from './text.js';

export const human: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, browser, home);
    const perDay = random.logNormal(4, 1);
    const second = home(random);
    return {
      labels: [label(self, 'human')],
      *requests() {
        let history = 0;
        for (const { time, visit, turn } of visits(random, span, perDay)) {
          history = turn === 0 ? 0 : history + 180;
          const prompt = chat(random, turn);
          const place = visit % 5 === 4 ? second : self.place;
          const inputTokens = tokensOf(prompt) + 40 + history;
          yield send(
            random,
            { ...self, place },
            {
              time,
              prompt,
              inputTokens,
              cachedTokens: Math.round(history * 0.8),
              model: random.pick(models),
              session: `${self.who.account.slice(-6)}-${visit}`,
              system: chatUi,
            },
          );
        }
      },
    };
  });

export const developer: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, sdk, home);
    const perDay = random.logNormal(18, 1.1);
    const maxTokens = random.pick([null, 512, 1000, 2048, 4096]);
    return {
      labels: [label(self, 'developer')],
      *requests() {
        for (const { time } of visits(random, span, perDay)) {
          const status = random.chance(0.04) ? random.pick([400, 401, 404]) : 200;
          yield send(random, self, {
            time,
            prompt: chat(random, 0),
            model: random.pick(models),
            temperature: random.pick([0, 0.7, 1]),
            maxTokens,
            stream: random.chance(0.5),
            status,
          });
        }
      },
    };
  });

export const agent: Population = (random, span, count) =>
  each(count, () => {
    const self = actor(random, codingTool, home);
    const perDay = random.logNormal(70, 0.7);
    const system = `System prompt of ${self.client.userAgent}`;
    return {
      labels: [label(self, 'agent')],
      *requests() {
        let context = 9000;
        for (const { time, visit, turn } of visits(random, span, perDay)) {
          context = turn === 0 ? 9000 : Math.min(180_000, context + random.between(300, 4000));
          const prompt =
            turn === 0
              ? chat(random, 0)
              : `<tool_result id="${random.word(6)}"> ${document(random, random.between(1, 5))}`;
          yield send(random, self, {
            time,
            prompt,
            inputTokens: context,
            cachedTokens: Math.round(context * 0.85),
            outputTokens: Math.round(random.logNormal(60, 0.9)),
            temperature: 1,
            maxTokens: 8192,
            session: `${self.who.account.slice(-6)}-${visit}`,
            system,
          });
        }
      },
    };
  });

/** Students behind one address, with one assignment. */
export const campus: Population = (random, span, count) => {
  const gate = home(random);
  const org = hexOrg(random);
  const assignment = Array.from({ length: 6 }, () => payload(random));
  return each(count, () => {
    const self = actor(random, browser, () => neighbour(random, gate), org);
    const perDay = random.logNormal(6, 0.7);
    return {
      labels: [label(self, 'campus')],
      *requests() {
        for (const { time, visit, turn } of visits(random, span, perDay)) {
          const prompt = random.chance(0.2) ? random.pick(assignment) : chat(random, turn);
          yield send(random, self, {
            time,
            prompt,
            session: `${self.who.account.slice(-6)}-${visit}`,
            system: chatUi,
            model: random.pick(models),
          });
        }
      },
    };
  });
};

/** Colleagues who share paid seats of a coding tool behind one office. */
export const team: Population = (random, span, count) => {
  const office = home(random);
  const client = codingTool(random);
  const org = hexOrg(random);
  return each(count, () => {
    const self = actor(
      random,
      () => client,
      () => office,
      org,
    );
    const perDay = random.logNormal(60, 0.5);
    return {
      labels: [label(self, 'team')],
      *requests() {
        for (const { time, visit, turn } of visits(random, span, perDay)) {
          const context = 9000 + turn * 2500;
          const prompt = turn === 0 ? chat(random, 0) : `<tool_result id="${random.word(6)}"> ${document(random, 2)}`;
          yield send(random, self, {
            time,
            prompt,
            inputTokens: context,
            cachedTokens: Math.round(0.8 * context),
            outputTokens: Math.round(random.logNormal(70, 0.8)),
            temperature: 1,
            maxTokens: 8192,
            session: `${self.who.account.slice(-6)}-${visit}`,
            system: `System prompt of ${client.userAgent}`,
          });
        }
      },
    };
  });
};
