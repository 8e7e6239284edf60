import { extraction } from '../techniques.js';
import { defineTraitDetector } from '../trait-detector.js';

export default defineTraitDetector({
  trait: 'recipe',
  phrase: 'use the wording of public data-generation recipes',
  meta: {
    id: 'known-recipe',
    code: 'C4',
    title: 'The wording of a public recipe',
    family: 'content',
    question: 'Do its prompts use the fixed wording of published data-generation recipes?',
    method:
      'Share of prompts with phrases of Self-Instruct, Evol-Instruct and similar recipes, as an upper-tail probability. It shows the recipe, not the intent: capped at a likelihood ratio of 10.',
    lookalikes: ['permitted synthetic-data generation and academic users use the same recipes'],
    evasion: 'Reword the recipe.',
    references: ['Self-Instruct, ACL 2023', 'WizardLM (Evol-Instruct), ICLR 2024'],
    techniques: [...extraction, 'AML.T0065'],
    capBits: 3.3,
  },
});
