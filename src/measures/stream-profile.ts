/**
 * One stream of an account: its requests in one template, as a profile of their own. Tokens and requests are exact; how
 * many of its prompts are distinct, and what traits they carry, is estimated from the account's sample. Measures that
 * cannot be told apart by stream (clients, hours, gaps) are empty: detectors that need them say nothing of a stream.
 */
import { examples } from './catalogue/examples.js';
import { places } from './catalogue/places.js';
import { prompts, traitBits, type Prompts } from './catalogue/prompts.js';
import { streams } from './catalogue/streams.js';
import { templates, type TemplateUse } from './catalogue/templates.js';
import { traffic, type Traffic } from './catalogue/traffic.js';
import type { Measure } from './measure.js';
import type { Profile } from './profile.js';

/** @param key template key; the profile is empty where the account does not use it. */
export function streamProfile(account: Profile, key: number): Profile {
  let states: Map<string, unknown> | undefined;
  return {
    get<S>(measure: Measure<S>): S {
      if (measure.id === places.id) return account.get(measure);
      // Made when first asked for: a profile may be kept without its states.
      states ??= statesOf(account, key);
      const known = states.get(measure.id) as S | undefined;
      if (known !== undefined) return known;
      const empty = measure.create();
      states.set(measure.id, empty);
      return empty;
    },
  };
}

function statesOf(account: Profile, key: number): Map<string, unknown> {
  const states = new Map<string, unknown>();
  const use = account.get(templates).get(key);
  if (use === undefined) return states;
  states.set(templates.id, account.get(templates).only(key));
  states.set(traffic.id, trafficOf(account.get(traffic), use));
  states.set(prompts.id, promptsOf(account, use));
  states.set(examples.id, [use.example]);
  return states;
}

function trafficOf({ counted, first, last }: Traffic, use: TemplateUse): Traffic {
  const { requests, inputTokens, outputTokens } = use;
  return { ...traffic.create(), requests, counted: counted > 0 ? requests : 0, inputTokens, outputTokens, first, last };
}

function promptsOf(account: Profile, { key, requests }: TemplateUse): Prompts {
  const sample = account.get(streams);
  const own = [...sample.rows].filter(([, row]) => row.head === key || row.tail === key || row.phrase === key);
  const chosen = new Set(own.map(([prompt]) => prompt));
  const state = prompts.create();
  const distinct = sample.prompts.only(prompt => chosen.has(prompt), requests);
  const traits = Array.from({ length: traitBits }, (_, bit) => {
    const carrying = own.filter(([, row]) => ((row.traits >>> bit) & 1) === 1).length;
    return Math.round((requests * carrying) / Math.max(1, own.length));
  });
  return { ...state, distinct, texts: own.length === 0 ? 0 : requests, traits };
}
