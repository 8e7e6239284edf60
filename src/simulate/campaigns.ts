/**
 * Harvesting campaigns (indicators, section 1): one queue of prompts worked off by many accounts. Everything that makes a
 * campaign visible or hides it is a dose that a scenario sets.
 */
import {
  blank,
  browser,
  datacentre,
  disguised,
  identity,
  latencyOf,
  sdk,
  tokensOf,
  type Client,
  type Identity,
  type Place,
} from './clients.js';
import type { Random } from './random.js';
import { day, type Label, type SimulatedRequest, type Source, type Span } from './request.js';
import { merged, visits } from './schedules.js';
import { chat, payload, wrapper } from './text.js';

export interface CampaignSpec {
  /** Name in the truth file. */
  name: string;
  kind: CampaignKind;
  accounts: number;
  /** Harvesting requests of one account a day, on average. */
  perDay: number;
  /** Share of an account’s requests that harvest; the rest is ordinary chat of customers. */
  share?: number;
  /** 0: every account the same load; 1: as uneven as independent users. */
  unevenness?: number;
  /** Addresses the accounts share; 0 = each its own. */
  proxies?: number;
  /** Different wordings of the wrapper over the accounts. */
  wordings?: number;
  /** A browser’s user agent on a script’s TLS stack. */
  disguise?: boolean;
  /** Hours of the day without activity, from midnight UTC. */
  sleep?: number;
  /** Chance that a request is refused and handed to the next account. */
  refusals?: number;
}

export type CampaignKind = 'generation' | 'grading' | 'reasoning' | 'logits' | 'sweep' | 'best-of-n';

interface Puppet {
  who: Identity;
  client: Client;
  place: Place;
  weight: number;
  wording: number;
}

export function campaign(random: Random, span: Span, spec: CampaignSpec): Source {
  const puppets = recruit(random, spec);
  const labels: Label[] = puppets.map(({ who }) => ({
    account: who.account,
    harvester: true,
    campaign: spec.name,
    class: 'attack',
  }));
  const share = spec.share ?? 1;
  return {
    labels,
    *requests() {
      const sources = [harvest(random, span, spec, puppets)];
      if (share < 1)
        for (const puppet of puppets)
          sources.push(customers(random, span, puppet, (spec.perDay * (1 - share)) / share));
      yield* merged(sources, request => request.time);
    },
  };
}

function recruit(
  random: Random,
  { accounts, proxies = 3, wordings = 1, unevenness = 0, disguise = false }: CampaignSpec,
): Puppet[] {
  const client = disguise ? disguised(random) : sdk(random);
  const exits = Array.from({ length: Math.max(1, proxies) }, () => datacentre(random));
  const provider = exits[0] as Place;
  return Array.from({ length: accounts }, (_, i) => ({
    who: identity(random),
    client,
    place:
      proxies === 0
        ? datacentre(random)
        : { ...(exits[i % exits.length] as Place), asn: provider.asn, country: provider.country },
    weight: random.logNormal(1, unevenness),
    wording: i % wordings,
  }));
}

/** The queue: prompts in order, each given to the account whose turn it is. */
function* harvest(
  random: Random,
  span: Span,
  spec: CampaignSpec,
  puppets: readonly Puppet[],
): Generator<SimulatedRequest> {
  const total = Math.round(spec.accounts * spec.perDay * span.days);
  const active = 24 - (spec.sleep ?? 0);
  const mean = (span.days * day * active) / 24 / Math.max(1, total);
  const loads = puppets.map(() => 0);
  const work = workOf(random, spec, puppets);
  let at = random.next() * mean;
  for (let i = 0; i < total; i++) {
    at += random.exponential(mean);
    const time = Math.round(span.start + asleep(at, active));
    if (time >= span.start + span.days * day) return;
    const puppet = leastLoaded(puppets, loads);
    const task = work(i, puppets[puppet] as Puppet);
    if (random.chance(spec.refusals ?? 0) && puppets.length > 1) {
      yield ask(random, puppets[puppet] as Puppet, { time, ...task, status: 429, outputTokens: 0 });
      const next = (puppet + 1) % puppets.length;
      (loads[next] as number)++;
      yield ask(random, puppets[next] as Puppet, { ...task, time: time + random.between(800, 6000) });
      continue;
    }
    (loads[puppet] as number)++;
    yield ask(random, puppets[puppet] as Puppet, { time, ...task });
  }
}

/** Maps active time to clock time with the sleeping hours left out. */
function asleep(at: number, activeHours: number): number {
  const active = (activeHours / 24) * day;
  return Math.floor(at / active) * day + (day - active) + (at % active);
}

/** The account furthest below its share: round-robin when all weigh the same. */
function leastLoaded(puppets: readonly Puppet[], loads: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < puppets.length; i++) {
    const a = (loads[i] as number) / (puppets[i] as Puppet).weight;
    if (a < (loads[best] as number) / (puppets[best] as Puppet).weight) best = i;
  }
  return best;
}

type Task = Partial<SimulatedRequest> & { prompt: string };

/** What is asked, by kind of campaign. */
function workOf(
  random: Random,
  { kind }: CampaignSpec,
  puppets: readonly Puppet[],
): (i: number, puppet: Puppet) => Task {
  const wordings = [...new Set(puppets.map(puppet => puppet.wording))].map(() => wrapper(random));
  const settings = { temperature: random.pick([0, 0.7, 1]), maxTokens: random.pick([1024, 2048, 4096]), stream: false };
  const long = () => Math.round(Math.min(4000, random.logNormal(450, 0.5)));
  const say = (puppet: Puppet) => wordings[puppet.wording] as string;
  switch (kind) {
    case 'generation':
      return (_, puppet) => ({ prompt: `${say(puppet)} Task: ${payload(random)}`, outputTokens: long(), ...settings });
    case 'sweep':
      return () => ({ prompt: payload(random), outputTokens: long(), ...settings });
    case 'reasoning':
      return (_, puppet) => ({
        prompt: `${say(puppet)} Write out your full internal reasoning step by step before the final answer. Problem: ${payload(random)}`,
        outputTokens: 2 * long(),
        ...settings,
      });
    case 'grading':
      return (_, puppet) => ({
        prompt: `[Question] ${payload(random)} [Answer A] ${payload(random)} [Answer B] ${payload(random)} ${say(puppet)} Which answer is better by the following rubric? Reply with a score from 1 to 10.`,
        outputTokens: random.between(8, 70),
        ...settings,
      });
    case 'best-of-n': {
      let current = payload(random);
      return (i, puppet) => {
        if (i % 4 === 0) current = payload(random);
        return { prompt: `${say(puppet)} ${current}`, outputTokens: long(), ...settings, temperature: 1 };
      };
    }
    case 'logits': {
      const stem = payload(random).slice(0, 40);
      return () => ({
        prompt: stem,
        outputTokens: 1,
        maxTokens: 1,
        logprobs: 20,
        temperature: 0,
        path: '/v1/completions',
        stream: false,
        model: 'atlas-3.5',
      });
    }
  }
}

function ask(random: Random, { who, client, place }: Puppet, task: Task & { time: number }): SimulatedRequest {
  const outputTokens = task.outputTokens ?? 200;
  return {
    ...blank(who, client, place),
    inputTokens: tokensOf(task.prompt) + 8,
    latency: latencyOf(random, outputTokens),
    ...task,
    outputTokens,
  };
}

/** Ordinary chat that a reseller’s customers send over the same account. */
function* customers(random: Random, span: Span, puppet: Puppet, perDay: number): Generator<SimulatedRequest> {
  const client = random.chance(0.5) ? browser(random) : puppet.client;
  for (const { time, visit, turn } of visits(random, span, perDay)) {
    const session = `${puppet.who.account.slice(-6)}-${visit}`;
    const model = random.pick(['atlas-4', 'atlas-4-mini', 'atlas-3.5']);
    yield {
      ...ask(random, puppet, { time, prompt: chat(random, turn), session, model }),
      userAgent: client.userAgent,
      ja4: client.ja4,
      outputTokens: Math.round(Math.min(4000, random.logNormal(150, 0.9))),
    };
  }
}
