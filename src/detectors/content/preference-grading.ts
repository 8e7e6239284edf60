import { extraction } from '../techniques.js';
import { defineTraitDetector } from '../trait-detector.js';

export default defineTraitDetector({
  trait: 'grading',
  phrase: 'have given answers graded or compared',
  meta: {
    id: 'preference-grading',
    code: 'C6',
    title: 'Building a reward model',
    family: 'content',
    question: 'Do its prompts have answers graded, ranked or compared by rubric?',
    method: 'Share of prompts with rubric and comparison wording, as an upper-tail probability.',
    lookalikes: ['evaluation with the model as judge: scores its own model’s answers, in step with its releases'],
    evasion: 'Reword the rubric: it is then a template like any other.',
    references: ['public reports of 2026: rubric-based grading for reward models', 'UltraFeedback, Prometheus recipes'],
    techniques: [...extraction, 'AML.T0065'],
    capBits: 5,
  },
});
