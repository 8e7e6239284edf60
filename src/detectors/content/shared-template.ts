import { linkOf } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'shared-template',
    code: 'C2',
    title: 'A rare template in many accounts',
    family: 'content',
    question: 'Do accounts with nothing to do with each other use the same rare wrapper?',
    method:
      'Rarity of the template among all accounts, log2((N + 1) / (holders + 1)), for campaigns that linking formed on at least two independent kinds of evidence.',
    lookalikes: [
      'default prompts of SDKs and applications: held by many accounts of all kinds, so not rare',
      'coding tools: the same system prompt, but volume, network and hours of each user differ',
    ],
    evasion: 'Paraphrase the wrapper for each account: the list of work, the load and the client still match.',
    references: ['FRAUDAR, KDD 2016 (weight 1/log degree)', 'Broder 1997'],
    techniques: [...extraction, 'AML.T0065'],
    capBits: 8,
  },
  needs: {},
  requires: [['promptHead', 'systemHash']],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const link = linkOf(subject.campaign, 'template');
    if (link === undefined || subject.campaign === undefined) return undefined;
    const quoted = link.label === '' ? '' : ` («${link.label.slice(0, 60).trim()}…»)`;
    return {
      bits: link.bits,
      statement: `${link.holders.length} of ${subject.accounts.length} accounts use one template${quoted}`,
      measured: { holders: link.holders.length, of: subject.accounts.length },
      expected: {
        elsewhere: `in ${link.outside} of ${subject.campaign.population - subject.accounts.length} other accounts`,
      },
      examples: link.examples,
    };
  },
});
