/**
 * What speaks for a subject: signs of the innocent heavy users that look like harvesters. Searched for in every suspect
 * and printed, so that a reader sees what was weighed. Numbers: docs/detectors and indicators section 7.
 */
import { activity, activitySlot } from '../measures/catalogue/activity.js';
import { clients } from '../measures/catalogue/clients.js';
import { moments } from '../measures/catalogue/moments.js';
import { prompts } from '../measures/catalogue/prompts.js';
import { templates } from '../measures/catalogue/templates.js';
import { traffic } from '../measures/catalogue/traffic.js';
import { isMonitor } from '../measures/monitor.js';
import type { Assessed } from '../detectors/panel.js';
import type { Profile } from '../measures/profile.js';
import { roundBits } from './evidence-sum.js';
import type { Mitigation } from './suspect.js';

/** Share of accounts from which a group is one organisation's. */
const mostlyOne = 0.75;

interface Sign {
  readonly id: string;
  /** `profile` is what is judged, perhaps one stream of the subject's requests. */
  find(profile: Profile, subject: Assessed): { bits: number; statement: string } | undefined;
}

/** What an operator allows is no sign: it changes nobody's score, and is shown beside it. */
export function mitigate(subject: Assessed): Mitigation[] {
  const found: Mitigation[] = [];
  for (const sign of signs) {
    const sign_ = sign.find(subject.profile, subject);
    if (sign_ !== undefined) found.push({ id: sign.id, bits: roundBits(-sign_.bits), statement: sign_.statement });
  }
  return found.sort((a, b) => a.bits - b.bits || (a.id < b.id ? -1 : 1));
}

const signs: readonly Sign[] = [
  {
    id: 'finite-prompt-set',
    find(_profile, subject) {
      // Inside each account: the same prompt on many accounts is no one's benchmark.
      const samples = subject.members.map(member => member.get(prompts).distinct);
      const total = samples.reduce((sum, sample) => sum + sample.total, 0);
      const distinct = samples.reduce((sum, sample) => sum + sample.distinct(), 0);
      if (total < 20) return undefined;
      const repeats = total / Math.max(1, distinct);
      if (repeats < 2) return undefined;
      const statement = `each prompt asked ${repeats.toFixed(1)} times on average, as benchmarks and monitors do`;
      return { bits: Math.min(10, 4 * Math.log2(repeats)), statement };
    },
  },
  {
    id: 'tiny-answers',
    find(profile) {
      const { counted, outputTokens } = profile.get(traffic);
      const mean = outputTokens / Math.max(1, counted);
      if (counted < 20 || mean > 16) return undefined;
      return { bits: 4, statement: `answers of ${mean.toFixed(0)} tokens on average teach a model little` };
    },
  },
  {
    id: 'input-heavy',
    find(profile) {
      const { inputTokens, outputTokens, counted } = profile.get(traffic);
      const ratio = inputTokens / Math.max(1, outputTokens);
      if (counted < 20 || ratio < 4) return undefined;
      const statement = `${ratio.toFixed(0)} tokens in for each one out, as retrieval, classification and coding tools have`;
      return { bits: Math.min(5, 1.5 * Math.log2(ratio / 2)), statement };
    },
  },
  {
    id: 'cached-prefixes',
    find(_profile, { whole: profile }) {
      const { cachedTokens, inputTokens } = profile.get(traffic);
      const share = cachedTokens / Math.max(1, inputTokens);
      if (share < 0.5) return undefined;
      return {
        bits: 3,
        statement: `${(100 * share).toFixed(0)} % of input came from the cache, as in long conversations`,
      };
    },
  },
  {
    id: 'long-sessions',
    find(_profile, { whole: profile }) {
      const { sessions } = profile.get(clients);
      const each = sessions.total / Math.max(1, sessions.distinct());
      if (sessions.total < 10 || each < 4) return undefined;
      return {
        bits: Math.min(4, Math.log2(each)),
        statement: `${each.toFixed(0)} requests a session, as in conversations`,
      };
    },
  },
  {
    id: 'conversations',
    find(_profile, { whole: profile }) {
      const { conversations, firstTurns } = profile.get(prompts);
      const share = 1 - firstTurns / Math.max(1, conversations);
      if (conversations < 20 || share < 0.3) return undefined;
      return { bits: 3, statement: `${(100 * share).toFixed(0)} % of requests continue a conversation` };
    },
  },
  {
    id: 'many-tasks',
    find(profile) {
      const { texts } = profile.get(prompts);
      const { inputTokens, outputTokens } = profile.get(traffic);
      // A sweep over a data set has many wordings too: what it does not have is more going in than coming out.
      if (texts < 50 || outputTokens > inputTokens) return undefined;
      const most = profile.get(templates).commonestText()?.requests ?? 0;
      if (most > 0.1 * texts) return undefined;
      const statement = `no wording is common to more than ${Math.max(1, Math.round((100 * most) / texts))} % of its prompts`;
      return { bits: 3, statement };
    },
  },
  {
    id: 'human-hours',
    find(_profile, { whole: profile }) {
      const { counts } = profile.get(activity);
      const hours = new Set([...counts.keys()].map(slot => Math.floor((slot * activitySlot) / 3_600_000) % 24));
      const days = new Set([...counts.keys()].map(slot => Math.floor((slot * activitySlot) / 86_400_000))).size;
      if (days < 3 || counts.size < 20 || hours.size > 16) return undefined;
      return { bits: 1, statement: `quiet for ${24 - hours.size} hours of the day, on all ${days} days` };
    },
  },
  {
    id: 'own-clock',
    find(_profile, subject) {
      const clocks = subject.members.filter(member =>
        isMonitor(member.get(prompts).distinct, member.get(moments)),
      ).length;
      if (clocks === 0 || clocks < 0.8 * subject.members.length) return undefined;
      return {
        bits: 6,
        statement: `${clocks === 1 ? 'it calls' : 'each account calls'} at one fixed interval, as uptime monitors do`,
      };
    },
  },
  {
    id: 'one-payer',
    find(_profile, subject) {
      const { length } = subject.members;
      if (length < 2) return undefined;
      // A stray account that uses the same tool does not make colleagues strangers.
      const payers = new Map<number, number>();
      for (const member of subject.members) {
        const [first, ...others] = member.get(clients).org.entries();
        if (first !== undefined && others.length === 0) payers.set(first.hash, (payers.get(first.hash) ?? 0) + 1);
      }
      const most = Math.max(0, ...payers.values());
      if (most < mostlyOne * length) return undefined;
      const whole = most === length ? `all ${length}` : `${most} of ${length}`;
      return { bits: 8 * (most / length) ** 2, statement: `${whole} accounts belong to one organisation` };
    },
  },
];
