import { extraction } from '../techniques.js';
import { defineTraitDetector } from '../trait-detector.js';

export default defineTraitDetector({
  trait: 'saferWording',
  phrase: 'ask for a compliant or neutral wording of an item named as sensitive',
  meta: {
    id: 'safe-rewrite',
    code: 'C10',
    title: 'Sensitive items paired with neutral wordings',
    family: 'content',
    question: 'Do its prompts keep pairing a sensitive item with a request for a compliant wording of it?',
    method:
      'Share of prompts that both name an item as sensitive and ask for a compliant, neutral or safe wording, by a multilingual list, as an upper-tail probability. Only the pair is counted, neither half; it says what is asked for, not what the item is or who asks.',
    lookalikes: [
      'moderation vendors, safety researchers and red teams do this for a living: hence off by default, and a low cap',
      'newsrooms and translators ask for neutral wording: without naming the item as sensitive',
    ],
    evasion: 'Leave the item unnamed, or move the request into the system prompt: the template still shows.',
    references: ['public reports of 2026: sensitive queries paired with policy-safe alternatives, as training data'],
    techniques: [...extraction],
    capBits: 2,
    optIn: true,
  },
});
