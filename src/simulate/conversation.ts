/** A conversation: turns a while apart, each of which sends the ones before along. */
import { ask, tokensOf, type Ask, type Caller } from './caller.js';
import type { Random } from './random.js';
import type { Message, SimulatedRequest } from './request.js';
import { answer } from './text/chat.js';

export interface Talk {
  readonly start: number;
  readonly turns: number;
  /** Median time between an answer and the next question, ms. */
  readonly think: number;
  readonly end: number;
  /** Who sends a turn: one caller, or several in turn. */
  caller(turn: number): Caller;
  prompt(turn: number): string;
  /** What is special about a turn. */
  fields?(turn: number, time: number): Partial<Ask>;
  /** Tokens of context beyond the visible turns. */
  readonly context?: number;
}

export function* conversation(random: Random, talk: Talk): Generator<SimulatedRequest> {
  const history: Message[] = [];
  const session = `s-${random.word(9)}`;
  let time = talk.start;
  let said = talk.context ?? 0;
  for (let turn = 0; turn < talk.turns && time < talk.end; turn++) {
    const prompt = talk.prompt(turn);
    const cachedTokens = turn === 0 ? 0 : Math.round(said * 0.9);
    const size = said + 7 + tokensOf(prompt);
    const request = ask(random, talk.caller(turn), {
      time: Math.round(time),
      prompt,
      session,
      inputTokens: size,
      cachedTokens,
      history: [...history],
      ...talk.fields?.(turn, time),
    });
    yield request;
    const tool = prompt.startsWith('<tool_result');
    history.push({ role: tool ? 'tool' : 'user', content: prompt }, { role: 'assistant', content: answer(random) });
    said = size + request.outputTokens;
    time += request.latency + random.logNormal(talk.think, 0.8);
  }
}
