/** How a template is named: by the eight digits of a stream's id in a report, or by its wording. */
import { sharedKernel } from '../../kernel/kernel.js';
import { templateNumber } from '../../measures/catalogue/templates.js';
import { hashText } from '../../requests/hash.js';
import { analysePrompt, loadLexicon, newPromptText } from '../../requests/prompt-text.js';

const digits = /^[0-9a-f]{8}$/;

/** Why a text names no template; undefined when it does. */
export function templateNameProblem(text: string): string | undefined {
  // Where the beginning is as long as beginnings are, one more word makes no other.
  if (digits.test(text) || headOf(text) === headOf(`${text} more`)) return undefined;
  return 'expected the eight digits at the end of a stream’s id in a report, or the first words of the prompt, five at least';
}

/** What templates of that name are known by: the beginning of a prompt, or a whole system prompt. */
export function templateNumbersOf(text: string): number[] {
  if (digits.test(text)) return [Number.parseInt(text, 16)];
  return [templateNumber(headOf(text)), templateNumber(hashText(text))];
}

/** The same as reports may print it: a wording is text of prompts. */
export function templateNameShown(text: string): string {
  const [number = 0] = templateNumbersOf(text);
  return number.toString(16).padStart(8, '0');
}

function headOf(text: string): number {
  const kernel = sharedKernel();
  loadLexicon(kernel);
  const found = newPromptText();
  analysePrompt(kernel, text, found);
  return found.head;
}
