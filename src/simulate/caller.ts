/** Who sends a request, and what comes back: identity, sizes, latency, failures. */
import type { Client } from './clients.js';
import type { Place } from './places.js';
import type { Random } from './random.js';
import type { Label, SimulatedRequest } from './request.js';

export interface Caller {
  readonly account: string;
  readonly apiKey: string;
  readonly org: string;
  readonly client: Client;
  readonly place: Place;
}

/** Random names without a trace of what they belong to. */
export function caller(random: Random, client: Client, place: Place, org = organisation(random)): Caller {
  return { account: `acct_${random.hex(12)}`, apiKey: `sk-${random.word(10)}`, org, client, place };
}

export function organisation(random: Random): string {
  return `org_${random.hex(8)}`;
}

export function innocent({ account }: Caller, className: string): Label {
  return { account, harvester: false, campaign: '', class: className };
}

/** Share of requests that fail through nobody's fault. */
const failures = [
  [0.0015, 500],
  [0.001, 503],
  [0.003, 429],
] as const;

export type Ask = Partial<SimulatedRequest> & Pick<SimulatedRequest, 'time' | 'prompt'>;

/** One request and its fate. Sizes that are not given follow from the texts. */
export function ask(random: Random, who: Caller, fields: Ask): SimulatedRequest {
  const status = fields.status ?? fate(random);
  const answered = status === 200;
  const wanted = fields.outputTokens ?? Math.round(random.logNormal(130, 0.8));
  const outputTokens = answered ? Math.max(1, Math.min(wanted, fields.maxTokens ?? 8192)) : 0;
  const system = fields.system ?? null;
  const history = fields.history ?? [];
  const earlier =
    (system === null ? 0 : tokensOf(system)) + history.reduce((sum, turn) => sum + tokensOf(turn.content), 0);
  return {
    account: who.account,
    apiKey: who.apiKey,
    org: who.org,
    ...who.place,
    ...who.client,
    path: '/v1/chat/completions',
    model: 'atlas-4',
    inputTokens: 7 + earlier + tokensOf(fields.prompt),
    cachedTokens: 0,
    maxTokens: null,
    temperature: null,
    n: 1,
    logprobs: null,
    logitBias: null,
    stream: true,
    session: null,
    ...fields,
    system,
    history,
    status,
    outputTokens,
    latency: fields.latency ?? latencyOf(random, outputTokens, fields.inputTokens ?? 0),
  };
}

function fate(random: Random): number {
  let draw = random.next();
  for (const [share, status] of failures) {
    draw -= share;
    if (draw < 0) return status;
  }
  return 200;
}

/** ms: time to the first token, grows with the input, then a time for each token; refusals come at once. */
function latencyOf(random: Random, outputTokens: number, inputTokens: number): number {
  if (outputTokens === 0) return Math.round(random.logNormal(60, 0.5));
  return Math.round(random.logNormal(260 + inputTokens / 60, 0.35) + outputTokens * random.logNormal(9, 0.22));
}

/** About four bytes a token. */
export function tokensOf(text: string): number {
  return Math.max(1, Math.round(Buffer.byteLength(text) / 4.2));
}
