/** A lane in a thread of its own: what it is sent, it answers in order. */
import { parentPort, workerData } from 'node:worker_threads';
import { detectAgain } from '../formats/detect.js';
import { formatOf } from '../formats/described-format.js';
import { Lane } from './lane.js';
import type { Measure } from '../measures/measure.js';
import type { FromLane, LaneSetup, OpenPart, ToLane } from './lane-messages.js';
import { surrendered } from './lane-tables.js';
import type { DecodedPart } from './reading.js';
import { fromSlot } from './slot.js';

const port = parentPort;
if (port === null) throw new Error('this file is the program of a thread');
const setup = workerData as LaneSetup;
const say = (message: FromLane): void => port.postMessage(message);

try {
  const measures = await measuresOf(setup);
  const lane = new Lane(setup.columns, measures, setup.ahead + 1);
  const give = () => {
    const { tables, dictionaries } = lane.surrender();
    return surrendered(tables, dictionaries.account, measures);
  };
  port.on('message', (message: ToLane) => {
    try {
      answer(message, lane, give);
    } catch (error) {
      say(failure(error));
    }
  });
  say({ type: 'ready' });
} catch (error) {
  say(failure(error));
}

/** Measures that read texts; what they are part of is loaded only where there are some. */
async function measuresOf({ plan }: LaneSetup): Promise<readonly Measure[]> {
  if (plan === undefined) return [];
  const { makePlan } = await import('./plan.js');
  const { cwd, detectors, canaries } = plan;
  return (await makePlan({ detectors, canaries, only: [], skip: [], detectorOptions: {} }, cwd)).measures;
}

function answer(message: ToLane, lane: Lane, give: () => ReturnType<typeof surrendered>): void {
  switch (message.type) {
    case 'open': {
      const { parts, ...input } = message.input;
      lane.open({ ...input, parts: parts.map(reopened) });
      return;
    }
    case 'block': {
      const result = lane.read(message.index, { ...fromSlot(message.block), doubles: message.doubles });
      say({ type: 'read', result, memory: lane.kernel.bytes.buffer as SharedArrayBuffer });
      if (lane.bytes > setup.memory) say({ type: 'renewed', tables: give() });
      return;
    }
    case 'close':
      say({ type: 'closed', closing: lane.close(message.index) });
      return;
    case 'renew':
      say({ type: 'renewed', tables: give() });
      return;
    case 'finish':
      say({ type: 'finished', tables: give(), failures: [...lane.failures] });
  }
}

function reopened({ sample, rules, description, ...found }: OpenPart): DecodedPart {
  const described = description === undefined ? [] : [formatOf(description) ?? []].flat();
  return { rules, detected: detectAgain(sample, found, described) };
}

function failure(error: unknown): FromLane {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { type: 'failed', message, stack };
}
