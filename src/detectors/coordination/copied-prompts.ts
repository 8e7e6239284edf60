import { linkOf } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'copied-prompts',
    title: 'The same prompts from several accounts',
    family: 'coordination',
    question: 'Do accounts send copies of each other’s prompts?',
    method:
      'Sampled prompts that two members have both sent (only prompts of two to five accounts that hardly any of them repeats, at least four and 15 % of the smaller account’s); 3 bits for each doubling of prompts a member.',
    lookalikes: [
      'laboratories that run one public benchmark: each asks the same finite set again',
      'classes with one assignment: more accounts than five',
    ],
    evasion: 'One account for each prompt: several answers to it then come from one place.',
    references: ['indicators: C7 (copies shuffled over accounts)', 'open-r1 (public): four samples a prompt'],
    techniques: [...extraction],
    capBits: 6,
  },
  needs: {},
  requires: ['promptHash', 'account'],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const link = linkOf(subject.campaign, 'prompts');
    if (link === undefined) return undefined;
    return {
      bits: link.bits,
      statement: `${link.holders.length} of ${subject.accounts.length} accounts send the same prompts as another of them, ${String(link.facts['prompts'])} in the sample`,
      measured: { prompts: link.facts['prompts'] ?? 0, accounts: link.holders.length },
      expected: { prompts: 'hardly any by chance' },
    };
  },
});
