import { linkOf } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'refusal-hand-over',
    code: 'K3',
    title: 'Refused here, asked again there',
    family: 'coordination',
    question: 'Does a prompt refused on one account appear on another within two minutes?',
    method:
      'Count of prompts answered 429, 529 or 403 on one account and sent by another within 120 s (all requests of sampled prompts; prompts that six or more accounts send, or that are sent twelve times, are left out). By chance this does not happen: 3 bits for each doubling.',
    lookalikes: ['pooled team seats and gateways that retry on a second key of one organisation'],
    evasion: 'Wait, or change the prompt: costs throughput.',
    references: ['public pool routers: fail-over within seconds after 429 or 529'],
    techniques: [...extraction, 'AML.T0008.005'],
    capBits: 12,
  },
  needs: {},
  requires: ['promptHash', 'status'],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const link = linkOf(subject.campaign, 'hand-over');
    if (link === undefined) return undefined;
    return {
      bits: link.bits,
      statement: `${String(link.facts['count'])} refused prompts were asked again on another of its accounts within two minutes`,
      measured: { handOvers: link.facts['count'] ?? 0, accounts: link.facts['accounts'] ?? 0 },
      expected: { handOvers: 'none by chance' },
    };
  },
});
