import { caller, type Caller } from '../caller.js';
import { codingTool } from '../clients.js';
import { conversation } from '../conversation.js';
import { overlapping } from '../merge.js';
import { residence } from '../places.js';
import { apart, sourceOf, type Population } from './population.js';
import type { Random } from '../random.js';
import type { SimulatedRequest } from '../request.js';
import { arrivals, profiles } from '../schedules.js';
import { toolOutput } from '../text/code.js';
import { newestModel, type World } from '../world.js';

export const agent: Population = {
  name: 'agent',
  title: 'coding tools: long conversations of tool results, one head for every user of a tool, mostly cached',
  create: (world, random, count) =>
    apart(random, count, own => {
      const { place, zone } = residence(own);
      const self = caller(own, codingTool(own), place);
      const perDay = own.logNormal(70, 0.7);
      return sourceOf(self, 'agent', () =>
        coding(world, own.fork('coding'), { zone, perDay, seat: () => self, owner: self }),
      );
    }),
};

export interface Coder {
  readonly zone: number;
  readonly perDay: number;
  /** Whose tool it is. */
  readonly owner: Caller;
  /** The account a turn is sent with. */
  seat(conversation: number, turn: number): Caller;
}

const meanTurns = 16;

/** Sessions with a coding tool: a wish, then what its tools gave back, seconds apart. */
export function coding(
  world: World,
  random: Random,
  { zone, perDay, owner, seat }: Coder,
): Generator<SimulatedRequest> {
  const follows = random.chance(0.5);
  const rhythm = { from: world.start, to: world.end, perDay: (perDay * world.intensity) / meanTurns, zone };
  function* stretches() {
    let number = 0;
    for (const start of arrivals(random, { ...rhythm, profile: profiles.office, weekend: 0.4 })) {
      const current = number++;
      const model = follows && start > world.release ? newestModel : 'atlas-4';
      yield {
        start,
        requests: conversation(random, {
          start,
          end: world.end,
          turns: 1 + Math.floor(random.exponential(meanTurns - 0.5)),
          think: random.pick([4_000, 9_000, 20_000]),
          caller: turn => seat(current, turn),
          prompt: turn =>
            turn === 0 || random.chance(0.15)
              ? world.prompts.turn(random, turn)
              : `<tool_result id="${random.word(6)}">\n${toolOutput(random)}\n</tool_result>`,
          fields: () => ({
            model,
            system: `You are a coding agent, ${owner.client.userAgent.split(' ')[0] ?? ''}. Use the tools given.`,
            temperature: 1,
            maxTokens: 8192,
            outputTokens: Math.round(random.logNormal(40, 1.1)),
          }),
          context: random.between(9_000, 60_000),
        }),
      };
    }
  }
  return overlapping(stretches());
}
