/**
 * What a program puts around a payload: the constant part of an application's prompts, of an evaluation, of a harvest.
 * A wrapper has a meaning (role, duty, form of the answer) that can be worded in many ways; applications and campaigns
 * draw meanings from the same lists.
 */
import type { Random } from '../random.js';
import { audiences, settings, subjects } from './subjects.js';

export type Duty = keyof typeof duties;

export interface Wrapper {
  readonly head: string;
  readonly tail: string;
}

export interface Meaning {
  readonly role: string;
  readonly place: string;
  readonly duty: Duty;
  readonly form: number;
  readonly label: string;
  readonly afterwards: boolean;
}

const roles =
  'a patient tutor|a careful analyst|a senior editor|a meticulous engineer|a domain specialist|a friendly assistant|a plain-spoken adviser|a museum guide|a technical writer|a research librarian|a shop assistant|a case worker|a quality inspector|a course author|a help-desk agent|a policy clerk'.split(
    '|',
  );
const labels = 'Task|Question|Input|Request|Query|Item|Text|Case|Topic|User message'.split('|');

/** What is to be done, each in several wordings. */
const duties = {
  answer: [
    'Give a complete and well-organised answer to what follows.',
    'Answer the following fully and clearly.',
    'Respond to the text below as thoroughly as you can.',
    'Provide a full, self-standing answer to the item below.',
  ],
  describe: [
    'Write an inviting description for our catalogue from the notes below.',
    'Turn the notes that follow into a catalogue description.',
    'From these notes, compose a description that sells without exaggerating.',
  ],
  quiz: [
    'Make one exam question with four options out of the material below.',
    'Turn the following into a multiple-choice question with four choices.',
    'Draft a single test item, four options, from what follows.',
  ],
  classify: [
    'Name the category the text belongs to.',
    'Decide which category fits the text best.',
    'Assign the text below to one category.',
  ],
  extract: [
    'List the names, dates and amounts found in the text.',
    'Pull every name, date and amount out of the text below.',
    'Find all names, dates and amounts in what follows.',
  ],
  support: [
    'Help the customer with the message below and stay polite.',
    'Reply to the customer’s message, politely and to the point.',
    'Deal with the following message from a customer.',
  ],
  recipe: [
    'Write a high quality response to the instruction below; it will be used as a training example.',
    'Below is an instruction that describes a task. Write a response that appropriately completes the request.',
    'Produce an exemplary instruction-following answer for our synthetic data set.',
  ],
  evolve: [
    'Rewrite the given prompt into a more complex version that still makes sense.',
    'Act as a prompt rewriter and increase the difficulty of the following prompt.',
    'Create a new prompt, rarer and harder than the one below, from the same field.',
  ],
  reason: [
    'Write out your full internal reasoning step by step before the final answer.',
    'Show the complete chain of thought first, then give the final answer.',
    'Recreate, in detail, the thought process that leads to the answer of the following.',
    'Put every step of your reasoning process between think tags, then answer.',
  ],
  grade: [
    'Which response is better by the following rubric? Give each a score from 1 to 10.',
    'Judge both answers by the rubric and rate the quality of each on a scale of 1 to 10.',
    'Act as an impartial judge: compare the two answers and state the preferred response with a score.',
  ],
} as const;

const forms: readonly (readonly string[])[] = [
  ['Use plain paragraphs.', 'Write in paragraphs.', 'Keep to running text.'],
  ['Return JSON with the single field "answer".', 'Reply as a JSON object holding only "answer".'],
  ['Number every step.', 'Number the steps you take.'],
  ['Use headings and short sections.', 'Structure it with headings.'],
  ['Stay below 300 words.', 'Use no more than 300 words.'],
  ['End with a one-line summary.', 'Close with a summary of one line.'],
  ['Write Markdown.', 'Format the reply as Markdown.'],
  ['Do not repeat the question.', 'Leave the question itself out.'],
];

/** What an application is about, drawn once. */
export function meaning(random: Random, duty: Duty): Meaning {
  const trade = random.chance(0.6) ? `for ${random.pick(subjects).name}` : `who writes for ${random.pick(audiences)}`;
  return {
    role: `${random.pick(roles)} ${trade}`,
    place: random.pick(settings),
    duty,
    form: random.between(0, forms.length - 1),
    label: random.pick(labels),
    afterwards: random.chance(0.2),
  };
}

/** Words a meaning; another stream of randomness gives a paraphrase. */
export function wording(random: Random, { role, place, duty, form, label, afterwards }: Meaning): Wrapper {
  const opening = random.pick([
    `You are ${role}.`,
    `Act as ${role}.`,
    `Take the part of ${role}.`,
    `Your role: ${role}.`,
  ]);
  const where = random.pick([`You work ${place}.`, `The setting: ${place}.`, '']);
  const ending = random.pick(forms[form] as readonly string[]);
  const instructions = [opening, where, random.pick(duties[duty]), ending].filter(part => part !== '').join(' ');
  return afterwards ? { head: '', tail: `\n---\n${instructions}` } : { head: `${instructions}\n${label}: `, tail: '' };
}

export function wrap({ head, tail }: Wrapper, payload: string): string {
  return `${head}${payload}${tail}`;
}
