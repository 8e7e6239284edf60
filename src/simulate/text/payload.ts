/**
 * One task: what a curious person, a product and a script that collects answers all ask about. Everybody draws from this
 * grammar, so nothing in the wording of a payload tells them apart: only what a scenario states does.
 */
import { codeTask } from './code.js';
import { languages, type Language } from './languages.js';
import type { Random } from '../random.js';
import { asides, audiences, manners, names, settings, subjects, type Subject } from './subjects.js';

export interface PayloadChoice {
  /** Everything about one field, as in a data set sorted by topic. */
  readonly subject?: Subject;
  /** Share of prompts in other languages than English. */
  readonly foreign?: number;
}

export function payload(random: Random, { subject, foreign = 0.07 }: PayloadChoice = {}): string {
  if (random.chance(foreign)) return foreignPayload(random, random.pick(languages));
  const field = subject ?? random.pick(subjects);
  const make = random.pick(forms);
  const text = make(random, field);
  return random.chance(0.25) ? `${text} ${random.pick(asides)}` : text;
}

type Form = (random: Random, subject: Subject) => string;

const two = (random: Random, { things }: Subject): [string, string] => {
  const first = random.between(0, things.length - 1);
  const step = random.between(1, things.length - 1);
  return [things[first] as string, things[(first + step) % things.length] as string];
};

const explain: Form = (random, subject) => {
  const [a, b] = two(random, subject);
  const ask = random.pick([
    `Explain how ${a} relate to ${b}`,
    `Describe the part that ${a} play`,
    `What should one know about ${a}`,
    `Outline how ${a} work`,
    `Why do ${a} matter more than ${b}`,
    `What goes wrong with ${a} and ${b}`,
  ]);
  return `${ask} ${random.pick(settings)}, ${random.pick(manners)}.`;
};

const address: Form = (random, subject) =>
  `${random.pick(['Explain', 'Summarise', 'Give an overview of', 'Introduce', 'Find an analogy for'])} ${random.pick(subject.things)} to ${random.pick(audiences)} ${random.pick(manners)}.`;

const compare: Form = (random, subject) => {
  const [a, b] = two(random, subject);
  return `Compare ${a} with ${b} ${random.pick(settings)} ${random.pick(manners)}.`;
};

const write: Form = (random, subject) =>
  `Write ${random.pick(['a short story', 'an e-mail', 'a poem', 'a speech', 'a blog post', 'a scene', 'a product text', 'a letter of complaint', 'a quiz question'])} about ${random.pick(subject.things)} for ${random.pick(audiences)} ${random.pick(settings)}.`;

const list: Form = (random, subject) =>
  `List ${random.between(3, 12)} ${random.pick(['mistakes with', 'facts about', 'ideas around', 'questions on', 'sources on', 'myths about'])} ${random.pick(subject.things)} ${random.pick(settings)}.`;

const plan: Form = (random, subject) =>
  `Plan ${random.between(2, 14)} ${random.pick(['days', 'lessons', 'steps', 'meetings', 'weeks'])} on ${random.pick(subject.things)} for ${random.pick(audiences)}, ${random.pick(manners)}.`;

const sum: Form = (random, subject) => {
  const [first, second] = [random.pick(names), random.pick(names)];
  const [a, b] = [random.between(3, 98), random.between(2, 40)];
  return `${first} spends ${a} minutes a day on ${random.pick(subject.things)} and ${second} ${b} minutes more. After ${random.between(4, 60)} days they have earned ${random.between(2, 90) * 10} points in all. ${random.pick(['How much did each earn?', 'How long did they take together?', 'What share is the first one’s?', 'How many days for twice as much?'])}`;
};

const rewrite: Form = (random, subject) =>
  `${random.pick(['Rewrite', 'Shorten', 'Proofread', 'Translate into Spanish', 'Turn into a headline', 'Summarise'])}: "${sentence(random, subject)} ${sentence(random, subject)}"`;

const code: Form = random => codeTask(random);

const debate: Form = (random, subject) => {
  const [a, b] = two(random, subject);
  return `${random.pick(['Argue for', 'Argue against', 'Judge fairly'])} spending more on ${a} than on ${b} ${random.pick(settings)}.`;
};

/** A form named twice is drawn twice as often. */
const forms: readonly Form[] = [
  explain,
  explain,
  address,
  compare,
  write,
  write,
  list,
  plan,
  sum,
  rewrite,
  code,
  code,
  debate,
];

/** A statement about a field, as notes and documents contain it. */
export function sentence(random: Random, subject: Subject = random.pick(subjects)): string {
  const [a, b] = two(random, subject);
  return random.pick([
    `${random.pick(names)} noted ${random.between(2, 900)} cases of ${a} ${random.pick(settings)}.`,
    `The report links ${a} to ${b} ${random.pick(settings)}.`,
    `In ${random.between(1950, 2025)} the budget for ${a} rose by ${random.between(2, 60)} per cent.`,
    `${random.pick(names)} and ${random.pick(names)} disagreed about ${a} ${random.pick(settings)}.`,
    `Most guides treat ${a} before ${b}, this one does not.`,
    `Item ${random.between(100, 9999)} concerns ${a}; see also ${b}.`,
  ]);
}

function foreignPayload(random: Random, { forms: questions, things, asides: remarks }: Language): string {
  const text = random
    .pick(questions)
    .replace('{a}', random.pick(things))
    .replace('{b}', random.pick(things))
    .replace('{n}', String(random.between(3, 400)));
  return random.chance(0.4) ? `${text} ${random.pick(remarks)}` : text;
}
