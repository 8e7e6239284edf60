/**
 * Prompts, from the grammar of the simulator: hardly one comes twice, save what people say again and again. What makes
 * them long is drawn beforehand, since making it takes longer than writing it.
 */
import { Random } from '../../../dist/simulate/random.js';
import { chat } from '../../../dist/simulate/text/chat.js';
import { snippet, toolOutput } from '../../../dist/simulate/text/code.js';
import { payload, sentence } from '../../../dist/simulate/text/payload.js';
import { wrap } from '../../../dist/simulate/text/wrapper.js';

const sentences = 1 << 15;
const outputs = 1 << 13;

/** A function that gives an account's prompt; `turn` counts the requests of a visit from 0. */
export function promptBook(seed) {
  const random = new Random(seed, 'pieces of prompts');
  const notes = Array.from({ length: sentences }, () => ` ${sentence(random)}`);
  const told = Array.from({ length: outputs }, () => toolOutput(random).replaceAll('    ', '\t'));
  const asked = Array.from({ length: outputs }, () => `\n\n\`\`\`py\n${snippet(random)}\n\`\`\``);
  return (draws, { kind, wrapper, foreign }, turn) => {
    if (kind === 'agent') {
      return turn === 0
        ? payload(draws, { foreign: 0 }) + draws.pick(asked)
        : `<tool_result id="${draws.word(6)}">\n${draws.pick(told)}\n</tool_result>`;
    }
    let text = kind === 'human' ? chat(draws, turn, { foreign }) : payload(draws, { foreign });
    while (draws.chance(0.3)) text += draws.pick(notes);
    return wrap(wrapper, text);
  };
}
