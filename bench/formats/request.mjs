/** What logs make of a simulated request: times, sizes and bodies, as the writers of all formats need them. */
import { createHash } from 'node:crypto';

/** Bytes of an answer for a token of it, and those of its head. */
const bytesOfToken = 4.2;
const headBytes = 350;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A request with an id and the sizes of what went over the wire. */
export function numbered(request, number) {
  return {
    ...request,
    number,
    id: `req-${digest(`${request.account} ${request.time} ${number}`)}`,
    bytesIn: 400 + request.prompt.length,
    bytesOut: Math.round(request.outputTokens * bytesOfToken) + headBytes,
    ok: request.status < 400,
  };
}

export function digest(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export const iso = time => new Date(time).toISOString();
export const isoSeconds = time => `${iso(time).slice(0, 19)}Z`;
/** `2026-11-20 08:15:30.123`, in UTC. */
export const sqlTime = time => iso(time).slice(0, 23).replace('T', ' ');
export const dateOf = time => iso(time).slice(0, 10);
export const clockOf = time => iso(time).slice(11, 19);

/** `20/Nov/2026:08:15:30` */
export function clfTime(time) {
  const text = iso(time);
  return `${text.slice(8, 10)}/${months[Number(text.slice(5, 7)) - 1]}/${text.slice(0, 4)}:${text.slice(11, 19)}`;
}

/** Messages of a chat request, oldest first. */
export function messagesOf({ system, history, prompt }) {
  const before = system === null ? [] : [{ role: 'system', content: system }];
  return [...before, ...history, { role: 'user', content: prompt }];
}

/** Body of a chat completions request. */
export function bodyOf(r) {
  return {
    model: r.model,
    messages: messagesOf(r),
    stream: r.stream,
    n: r.n,
    ...(r.maxTokens === null ? {} : { max_tokens: r.maxTokens }),
    ...(r.temperature === null ? {} : { temperature: r.temperature }),
    ...(r.logprobs === null ? {} : { logprobs: true, top_logprobs: r.logprobs }),
    ...biasOf(r),
  };
}

/** Parameters of a request without its model and messages. */
export function parametersOf(r) {
  const kept = Object.entries(bodyOf(r)).filter(([name]) => name !== 'model' && name !== 'messages');
  return Object.fromEntries(kept);
}

/** `usage` of a chat completion. */
export function usageOf(r) {
  return {
    prompt_tokens: r.inputTokens,
    completion_tokens: r.outputTokens,
    total_tokens: r.inputTokens + r.outputTokens,
    prompt_tokens_details: { cached_tokens: r.cachedTokens },
  };
}

/** Contents as Gemini takes them. */
export function contentsOf({ history, prompt }) {
  const turns = [...history, { role: 'user', content: prompt }];
  return turns.map(({ role, content }) => ({
    role: role === 'assistant' ? 'model' : role,
    parts: [{ text: content }],
  }));
}

function biasOf({ logitBias }) {
  return logitBias === null ? {} : { logit_bias: Object.fromEntries(logitBias.map(token => [token, 100])) };
}
