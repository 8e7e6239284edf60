/** A feeder's thread as the main thread sees it: what is asked of it, it answers in order. */
import { Worker } from 'node:worker_threads';
import type { RecordView } from '../formats/format.js';
import type { ListedFile } from '../sources/file-reading.js';
import { openReader, type InputReading, type RecordsFraming } from '../sources/read.js';
import { fileSource } from '../sources/source.js';
import { threadFailure } from './thread-failure.js';
import type { FedBlock, Feed } from './feed.js';
import type { FromFeeder, ToFeeder } from './feeder-messages.js';
import { fromSlot } from './slot.js';

/** Built; its path is the same from src/, from dist/ and from the bundle. */
const program = new URL('../../dist/bundle/feeder-thread.js', import.meta.url);

export class Feeder implements Feed {
  bytesRead = 0;
  readonly #worker = new Worker(program, { stdin: false });
  readonly #heard: FromFeeder[] = [];
  #failure: Error | undefined;
  #wake = (): void => undefined;
  #ending = false;
  #file: ListedFile | undefined;
  #maxRecordBytes = 0;

  constructor() {
    this.#worker.on('message', (message: FromFeeder) => {
      if (message.type === 'failed') this.#fail(threadFailure(message.message, { stack: message.stack }));
      else this.#heard.push(message);
      this.#wake();
    });
    this.#worker.on('error', error => this.#fail(threadFailure(error.message, error)));
    this.#worker.on('exit', code => {
      if (!this.#ending) this.#fail(threadFailure(`it ended with code ${code}`));
    });
  }

  open(file: ListedFile, maxRecordBytes: number): void {
    this.bytesRead = 0;
    this.#file = file;
    this.#maxRecordBytes = maxRecordBytes;
    this.#say({ type: 'open', file, maxRecordBytes });
  }

  /** Read in this thread: the other has yet to start, or to get to its first block. */
  async sample(count: number): Promise<RecordView> {
    if (this.#file === undefined) throw threadFailure('no input is open');
    const reader = await openReader(fileSource(this.#file), { maxRecordBytes: this.#maxRecordBytes });
    try {
      return await reader.sample(count);
    } finally {
      await reader.close();
    }
  }

  async *records(framing: RecordsFraming): AsyncGenerator<FedBlock, void> {
    this.#say({ type: 'records', framing });
    for (;;) {
      const message = await this.#hear('block', 'end');
      this.bytesRead = message.bytesRead;
      if (message.type === 'end') return;
      const { slot, block } = message;
      yield { ...fromSlot(slot), shared: { slot, giveBack: () => this.#say({ type: 'free', block }) } };
    }
  }

  async summary(): Promise<InputReading> {
    this.#say({ type: 'summary' });
    return (await this.#hear('summary')).summary;
  }

  async end(): Promise<void> {
    this.#ending = true;
    await this.#worker.terminate();
  }

  #say(message: ToFeeder): void {
    this.#worker.postMessage(message);
  }

  async #hear<T extends FromFeeder['type']>(...types: readonly T[]): Promise<Extract<FromFeeder, { type: T }>> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const message = this.#heard.shift();
      if (message !== undefined && (types as readonly string[]).includes(message.type)) {
        return message as Extract<FromFeeder, { type: T }>;
      }
      if (message !== undefined) throw threadFailure(`it answered "${message.type}" out of turn`);
      await new Promise<void>(resolve => (this.#wake = resolve));
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }
}
