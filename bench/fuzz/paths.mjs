/**
 * The two ways from bytes to columns, as the fuzzer walks them: one goes through the kernel, the other is the plain decoder. Each
 * keeps its dictionaries and its kernel's memory from case to case, as a thread of the engine does from block to block.
 */
import { Buffer } from 'node:buffer';
import { detectFormat } from '../../dist/formats/detect.js';
import { BatchBuilder, createDictionaries } from '../../dist/requests/builder.js';
import { learnForms } from '../../dist/requests/forms.js';
import { chooseMapping } from '../../dist/requests/mapping.js';
import { RecordSplitter } from '../../dist/sources/records.js';

const maxRecordBytes = 16 * 1024 * 1024;
/** Bytes kept of a prompt, see requests/batch.ts. */
const excerptBytes = 64;

/**
 * What a log is recognised as; undefined when it is not, or has no time.
 * @param {{ head: string, map: object, format?: string }} log
 */
export function recognise({ head, map, format }) {
  const sample = new RecordSplitter({ maxRecordBytes }).push(Buffer.from(head, 'latin1'));
  if (sample === undefined) return undefined;
  let detected;
  try {
    detected = detectFormat(sample, format);
  } catch (error) {
    if (error.name === 'InputError') return undefined;
    throw error;
  }
  const { bindings: chosen } = chooseMapping(detected.fields, { overrides: map });
  const bindings = withNumberForms(chosen, detected.fields);
  return bindings.some(({ column }) => column === 'time') ? { detected, bindings } : undefined;
}

/** How numbers are written is learned as a scan does; how times are, each case says itself. */
function withNumberForms(found, fields) {
  const { bindings } = learnForms({ bindings: found, fields, times: {} });
  return bindings.map(({ form, ...binding }) => (form?.numbers === undefined ? binding : { ...binding, form }));
}

export class Path {
  #fast;
  #dictionaries = createDictionaries();
  /** Texts of ids, looked up once. */
  #texts = Object.fromEntries(Object.keys(this.#dictionaries).map(name => [name, ['']]));

  constructor({ fast }) {
    this.#fast = fast;
  }

  /** Begins a log. @param {{ detected, bindings, times: object, wanted: readonly string[] }} log */
  open(log) {
    return new Reading(log, { fast: this.#fast, dictionaries: this.#dictionaries, texts: this.#texts });
  }

  /** Bytes of the kernel's memory. */
  get size() {
    return this.#dictionaries.account.kernel.size;
  }
}

/** One log on one of the ways. */
class Reading {
  #lease;
  #builder;
  #decoder;
  #quotedBy;
  #gather;
  /** Records that went through the kernel. */
  direct = 0;

  constructor({ detected, bindings, times, wanted }, { fast, dictionaries, texts }) {
    this.#lease = dictionaries.account.kernel.lease();
    this.#gather = new Gather(wanted, texts);
    this.#builder = new BatchBuilder({
      bindings,
      times,
      wanted,
      input: 0,
      inputName: 'log',
      dictionaries,
      lease: this.#lease,
      onBatch: batch => this.#gather.add(batch),
    });
    this.#quotedBy = detected.framing.quotedBy;
    this.#decoder = detected.decoder(bindings, fast ? this.#lease : undefined);
    const rows = this.#builder.rows.bind(this.#builder);
    this.#builder.rows = (table, rejects) => {
      this.direct += table.rows;
      rows(table, rejects);
    };
  }

  /** What becomes of a log that comes in pieces. @param {readonly number[]} cuts where it is cut */
  read(bytes, cuts) {
    const found = { rejects: [], filtered: [], cut: [] };
    const rejects = {
      reject: (line, reason) => found.rejects.push(`${line} ${reason}`),
      filter: (line, reason) => found.filtered.push(`${line} ${reason}`),
    };
    const splitter = new RecordSplitter({ maxRecordBytes, quotedBy: this.#quotedBy });
    const decode = block => block !== undefined && this.#decoder.decode(block, this.#builder, rejects);
    for (let at = 0, i = 0; i <= cuts.length; at = cuts[i++]) decode(splitter.push(bytes.subarray(at, cuts[i])));
    decode(splitter.end());
    this.#builder.flush();
    found.cut = splitter.takeRejects().map(({ line, reason }) => `${line} ${reason}`);
    return { ...found, ...this.#gather.take(), standIns: { ...this.#builder.standIns } };
  }

  end() {
    this.#lease.end();
  }
}

/** Copies batches, with texts for ids. */
class Gather {
  #names;
  #texts;
  #columns;
  #excerpts = [];
  #rows = 0;

  constructor(wanted, texts) {
    this.#texts = texts;
    this.#names = [...new Set(['line', 'time', 'account', 'requestHash', ...wanted])];
    this.#columns = Object.fromEntries(this.#names.map(name => [name, []]));
  }

  add(batch) {
    const { length } = batch;
    for (const name of this.#names) {
      const column = batch[name];
      const into = this.#columns[name];
      const texts = Object.hasOwn(this.#texts, name) ? this.#texts[name] : undefined;
      if (texts === undefined) for (let row = 0; row < length; row++) into.push(column[row]);
      else {
        const dictionary = batch.dictionaries[name];
        for (let row = 0; row < length; row++) into.push((texts[column[row]] ??= dictionary.text(column[row])));
      }
    }
    this.#excerpts.push(Buffer.from(batch.excerpt.subarray(0, excerptBytes * length)));
    this.#rows += length;
  }

  take() {
    const taken = { rows: this.#rows, columns: this.#columns, excerpts: Buffer.concat(this.#excerpts) };
    this.#columns = Object.fromEntries(this.#names.map(name => [name, []]));
    this.#excerpts = [];
    this.#rows = 0;
    return taken;
  }
}
