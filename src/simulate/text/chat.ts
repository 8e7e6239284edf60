/** Chat as people write it: openings, follow-ups, fragments; and what a model says back. */
import { payload, sentence, type PayloadChoice } from './payload.js';
import type { Random } from '../random.js';
import { manners, names, subjects } from './subjects.js';

const openings = ['', '', '', '', 'hi, ', 'quick question: ', 'ok so ', 'please ', 'hey! ', 'hmm. ', 'Good morning. '];

/** `turn` counts from 0. */
export function chat(random: Random, turn: number, choice: PayloadChoice = {}): string {
  if (turn > 0 && random.chance(0.55)) return followUp(random);
  const text = payload(random, choice);
  return `${random.pick(openings)}${random.chance(0.2) ? text.toLowerCase() : text}`;
}

function followUp(random: Random): string {
  const thing = random.pick(random.pick(subjects).things);
  return random.pick([
    `and what about ${thing}?`,
    `make it shorter, ${random.pick(names)} will not read that`,
    `why ${random.pick(manners)}?`,
    `thanks, now the same for ${thing}`,
    `no, I meant ${thing}, not ${random.pick(random.pick(subjects).things)}`,
    `hm, ${random.pick(names)} says ${thing} is different`,
    `can you redo that ${random.pick(manners)}?`,
    `where does the number ${random.between(3, 99)} come from?`,
    `continue`,
    `thanks`,
    `are you sure about ${thing}?`,
    `ok, and in ${random.between(2, 20)} words?`,
  ]);
}

/** The beginning of an answer: enough to tell conversations apart. */
export function answer(random: Random): string {
  return `${random.pick(['Certainly.', 'In short:', 'There are two sides.', 'Yes, with care.', 'It depends.', 'Here is a draft.'])} ${sentence(random)}`;
}

/** A document of so many sentences. */
export function document(random: Random, sentences: number): string {
  const subject = random.pick(subjects);
  return Array.from({ length: sentences }, () => sentence(random, subject)).join(' ');
}
