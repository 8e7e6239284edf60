/**
 * Phrases that say what kind of work a prompt asks for. Data, not judgement: a detector weighs how often an entity's
 * prompts carry them against its population, and everyone uses some of them now and then.
 *
 * Words are lower-case, without punctuation, digits as `0`. Wordings follow public reports and public generation
 * recipes (Self-Instruct, Evol-Instruct, UltraFeedback, LLM-as-judge); see indicators in docs/detectors.
 */
export type PromptTrait = keyof typeof promptTraits;

/** Bit of each trait in the `promptTraits` column. */
export const promptTraits = {
  /** Asks for the reasoning behind an answer to be written out or recreated. */
  reasoning: 1,
  /** Asks for a grade, a preference or a comparison of given answers. */
  grading: 2,
  /** Wording of a public recipe for generating training data. */
  recipe: 4,
  /** Asks for a machine-readable answer. */
  structured: 8,
  /** A check that anything answers: `ping`, `hi`, `test`. */
  probe: 16,
  /** Carries the result of a tool, so the turn is an agent's. */
  toolResult: 32,
} as const;

export const lexicon: Readonly<Record<PromptTrait, readonly string[]>> = {
  reasoning: [
    'internal reasoning',
    'reasoning process',
    'reasoning trace',
    'full reasoning',
    'your reasoning',
    'chain of thought',
    'thought process',
    'thinking process',
    'inner monologue',
    'think step by step',
    'reasoning step by step',
    'step by step reasoning',
    'how you solved this',
    'how you arrived at',
    'before the final answer',
    'explain your thinking',
    'show your work',
    'show all your work',
    'think tags',
    'razonamiento paso a paso',
    'proceso de razonamiento',
    'raisonnement étape par étape',
    'schritt für schritt',
    'пошаговые рассуждения',
    'ход рассуждений',
    '思 考 过 程',
    '推 理 过 程',
    '思 维 链',
    '一 步 一 步',
  ],
  grading: [
    'answer a',
    'assistant a',
    'response a',
    'reference answer',
    'which answer is better',
    'which response is better',
    'better response',
    'the following rubric',
    'scoring rubric',
    'grading rubric',
    'score from 0 to 0',
    'score between 0 and 0',
    'scale of 0 to 0',
    'scale from 0 to 0',
    'rate the response',
    'rate the answer',
    'rate the quality',
    'evaluate the response',
    'evaluate the quality',
    'impartial judge',
    'preferred response',
    'helpfulness honesty',
    'chosen and rejected',
  ],
  recipe: [
    'come up with a set of',
    'set of diverse instructions',
    'diverse task instructions',
    'generate 0 instructions',
    'instruction following',
    'fine tuning',
    'training data',
    'training examples',
    'synthetic data',
    'prompt rewriter',
    'rewrite the given prompt',
    'rewrite the following prompt',
    'more complex version',
    'increase the difficulty',
    'evolved prompt',
    'new prompt',
    'below is an instruction',
    'describes a task',
    'appropriately completes the request',
    'you are an expert instructor',
    'question answer pairs',
    'instruction response pairs',
    'create a persona',
    'high quality dataset',
    'self contained question',
  ],
  structured: [
    'return json',
    'return only json',
    'valid json',
    'json object',
    'json format',
    'output json',
    'respond in json',
    'jsonl',
  ],
  probe: [],
  toolResult: ['tool result', 'tool_result', 'function call result', 'tool call result', 'tool output'],
};

/** Whole prompts that only check whether anything answers. */
export const probes: readonly string[] = [
  'ping',
  'hi',
  'hello',
  'hey',
  'test',
  'testing',
  'say hi',
  'say hello',
  'hello world',
  'are you there',
  'ok',
  '0 0',
  'what model are you',
  'who are you',
];
