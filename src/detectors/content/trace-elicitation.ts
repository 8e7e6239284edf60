import { extraction } from '../techniques.js';
import { defineTraitDetector } from '../trait-detector.js';

export default defineTraitDetector({
  trait: 'reasoning',
  phrase: 'ask for the reasoning to be written out',
  meta: {
    id: 'trace-elicitation',
    code: 'C5',
    title: 'Asking for the reasoning, not the answer',
    family: 'content',
    question: 'Do its prompts keep asking for internal reasoning to be shown or recreated?',
    method:
      'Share of prompts with wording from a multilingual list (docs/formats.md: prompt traits), as an upper-tail probability.',
    lookalikes: [
      'teaching and mathematics applications: many users, many turns',
      'prompt-engineering habits (“think step by step”)',
    ],
    evasion: 'Put the demand into the system prompt once: the template still shows.',
    references: ['public reports of 2026: reasoning-trace coercion; rationales recreated after the fact'],
    techniques: [...extraction, 'AML.T0054', 'AML.T0056'],
    capBits: 5,
  },
});
