/** Reads, unpacks and cuts inputs in a thread of its own, a few blocks ahead of those who decode them. */
import { parentPort } from 'node:worker_threads';
import { openReader, type InputReader, type RecordsFraming } from '../sources/read.js';
import { fileSource } from '../sources/source.js';
import type { FromFeeder, ToFeeder } from './feeder-messages.js';
import { Slots, type SlotBlock } from './slot.js';

/** Blocks that may be with others at the same time. */
const mostOut = 6;

const port = parentPort;
if (port === null) throw new Error('this file is the program of a thread');
const say = (message: FromFeeder): void => port.postMessage(message);

let reader: InputReader | undefined;
const slots = new Slots();
const out = new Map<number, SlotBlock>();
let next = 0;
let wake = (): void => undefined;

/** What is being done; blocks are given back meanwhile. */
let work = Promise.resolve();

port.on('message', (message: ToFeeder) => {
  if (message.type === 'free') takeBack(message.block);
  else work = work.then(() => answer(message)).catch(fail);
});

function fail(error: unknown): void {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  say({ type: 'failed', message, stack });
}

function takeBack(block: number): void {
  const slot = out.get(block);
  if (slot !== undefined) slots.giveBack(slot);
  out.delete(block);
  wake();
}

async function answer(message: Exclude<ToFeeder, { type: 'free' }>): Promise<void> {
  switch (message.type) {
    case 'open':
      reader = await openReader(fileSource(message.file), { maxRecordBytes: message.maxRecordBytes });
      return;
    case 'records':
      await feed(message.framing);
      return;
    case 'summary':
      say({ type: 'summary', summary: await opened().summary() });
  }
}

async function feed(framing: RecordsFraming): Promise<void> {
  const from = opened();
  for await (const block of from.records(framing)) {
    while (out.size >= mostOut) await new Promise<void>(resolve => (wake = resolve));
    const slot = slots.fill(block);
    out.set(next, slot);
    say({ type: 'block', block: next++, slot, bytesRead: from.bytesRead });
  }
  say({ type: 'end', bytesRead: from.bytesRead });
}

function opened(): InputReader {
  if (reader === undefined) throw new Error('no input is open');
  return reader;
}
