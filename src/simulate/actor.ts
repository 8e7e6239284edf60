/** What all populations are made of: an identity with a client and a place, and the requests it sends. */
import { blank, identity, latencyOf, tokensOf, type Client, type Identity, type Place } from './clients.js';
import type { Random } from './random.js';
import type { Label, SimulatedRequest, Source, Span } from './request.js';

export interface Population {
  /** One source for each account, or for accounts that belong together. */
  (random: Random, span: Span, count: number): Source[];
}

export const models = ['atlas-4', 'atlas-4-mini', 'atlas-3.5'] as const;

export interface Actor {
  who: Identity;
  client: Client;
  place: Place;
}

export function actor(
  random: Random,
  make: (random: Random) => Client,
  where: (random: Random) => Place,
  org?: string,
): Actor {
  return {
    who: org === undefined ? identity(random) : identity(random, org),
    client: make(random),
    place: where(random),
  };
}

export function label({ who }: Actor, kind: string): Label {
  return { account: who.account, harvester: false, campaign: '', class: kind };
}

export function each(count: number, make: (i: number) => Source): Source[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

/** Sends one request with its sizes, latency and the occasional failure. */
export function send(
  random: Random,
  { who, client, place }: Actor,
  fields: Partial<SimulatedRequest> & { time: number; prompt: string },
): SimulatedRequest {
  const outputTokens = fields.outputTokens ?? Math.round(Math.min(4000, random.logNormal(150, 0.9)));
  const status = fields.status ?? (random.chance(0.004) ? 500 : random.chance(0.003) ? 429 : 200);
  return {
    ...blank(who, client, place),
    inputTokens: tokensOf(fields.prompt) + ((fields.system ?? null) === null ? 8 : 60),
    latency: latencyOf(random, outputTokens),
    ...fields,
    outputTokens: status === 200 ? outputTokens : 0,
    status,
  };
}

export const chatUi = 'You are the assistant of the public chat page.';
