/** What is said of requests that stand in several inputs. */
import { inGroups } from '../../digits.js';

export function countedOnce(requests: number, input: string): string {
  return `${inGroups(requests)} requests stand in ${input}, too, and are counted once`;
}

/** Where there was no memory to remember what was counted; undefined where there was. */
export function notRemembered(requests: number): string | undefined {
  if (requests === 0) return undefined;
  const what = `${inGroups(requests)} requests could not be remembered`;
  return `${what}: whether they stand in another input, too, is not known. Give more --memory, or one input at a time`;
}
