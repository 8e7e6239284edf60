/**
 * All measures of a log: what reading produces and judging starts from. Parts of a log (threads, files, nights) make
 * their own; {@link Profiles.merge} adds them up. As text: one `key<TAB>state` line for each account, and one for the log.
 */
import { Kernel, type Region } from '../kernel/kernel.js';
import type { Dictionaries, RequestBatch } from '../requests/batch.js';
import type { Dictionary } from '../requests/dictionary.js';
import { Packer, type Parcel } from '../requests/parcel.js';
import { createDictionaries } from '../requests/parts.js';
import { findName, StoredAccount, type Account, type MeasuredLog } from './account-store.js';
import { AccountStates, columnsOf } from './account-states.js';
import { traffic } from './catalogue/traffic.js';
import { readsText, TextTables } from './text-tables.js';
import type { Encoded, Measure } from './measure.js';
import { accountProfile, type Profile } from './profile.js';
import type { RowReader } from './row-reader.js';
import type { Gathered } from './row-store.js';

/** One that fills batches in this thread. */
interface Neighbour {
  readonly packer: Packer;
  readonly reader: RowReader;
  readonly region: Region;
  /** What it found that is not yet added to the whole. */
  tables: TextTables | undefined;
}

export interface ProfilesPlace {
  /** Of a kernel that is not used any more. */
  readonly memory?: Kernel['memory'] | undefined;
  /** Measures that threw, where others take the same. */
  readonly failures?: Map<string, string>;
  /** Accounts with few requests whose states are kept once they were asked about: they are asked about again. */
  readonly settles?: number;
}

const usuallySettled = 8192;
/** Bytes of a state made of texts, about. */
const textBytes = 1024;

export class Profiles implements MeasuredLog {
  readonly measures: readonly Measure[];
  /** Positions of the measures by their ids. */
  readonly #positions: ReadonlyMap<string, number>;
  #dictionaries: Dictionaries;
  #states: AccountStates;
  #tables: TextTables;
  readonly #settles: number;
  readonly #neighbours = new Map<Dictionaries, Neighbour>();
  /** Measures that threw, with the reason: they and whoever needs them are out for this run. */
  readonly failures: Map<string, string>;
  requests = 0;
  /** Of these, by states of accounts that were {@link absorb}ed, as `requests` is by those of logs: the two have to agree. */
  requestsOfAccounts = 0;
  /** Ids of the accounts in the order of their names; made when asked for. */
  #order: Uint32Array | undefined;
  /** States of the account that was asked last, by measure: judging visits one after another, and asks each several times. */
  #latest = 0;
  #latestStates: unknown[] = [];

  constructor(measures: readonly Measure[], place: ProfilesPlace = {}) {
    const { memory, failures = new Map<string, string>(), settles = usuallySettled } = place;
    this.measures = measures;
    this.#settles = settles;
    this.failures = failures;
    this.#positions = new Map(measures.map((measure, i) => [measure.id, i]));
    this.#dictionaries = createDictionaries(new Kernel(memory));
    this.#states = this.#newStates();
    this.#tables = new TextTables(measures, this.failures);
  }

  get accounts(): Dictionary {
    return this.#dictionaries.account;
  }

  /** Bytes of memory that accounts take, about. */
  get bytes(): number {
    const dictionaries = Object.values(this.#dictionaries).reduce((sum, { bytes }) => sum + bytes, 0);
    return dictionaries + this.#states.bytes + textBytes * this.#tables.size;
  }

  /** Accounts with requests: a name alone, as of a record that was rejected or named another account too, is none. */
  get count(): number {
    return this.ordered().length;
  }

  /** Takes in a batch that was filled in this thread. */
  observe(batch: RequestBatch): void {
    const neighbour = this.#neighbourOf(batch.dictionaries);
    neighbour.tables ??= new TextTables(this.measures, this.failures);
    neighbour.tables.observe(batch);
    const parcel = neighbour.packer.pack(batch, neighbour.region);
    this.add(parcel, neighbour.reader, batch.dictionaries.account.kernel.bytes);
  }

  /** For the parcels of one reader. */
  reader(): RowReader {
    return this.#states.reader();
  }

  /** Takes in requests that a reader packed; `source` is its memory. */
  add(parcel: Parcel, reader: RowReader, source: Buffer): void {
    this.#forget();
    this.requests += parcel.count;
    this.#states.add(parcel, reader, source);
  }

  /** State of an account under a measure (the measure's empty state when it was never seen). */
  of<S>(measure: Measure<S>, account: number): S {
    return this.#find(measure, account) ?? measure.create();
  }

  /** The same; what has to be made of requests is made once while one account is asked about. */
  kept<S>(measure: Measure<S>, account: number): S {
    if (this.#latest !== account) {
      this.#latest = account;
      this.#latestStates = [];
    }
    const position = this.#positions.get(measure.id) ?? -1;
    return (this.#latestStates[position] ??= this.of(measure, account)) as S;
  }

  /** State of the whole log under a measure. */
  ofLog<S>(measure: Measure<S>): S {
    return this.#find(measure, 0) ?? measure.create();
  }

  /** Names of all accounts in code-unit order: the one order in which judging visits them. */
  names(): string[] {
    return Array.from(this.ordered(), id => this.accounts.text(id));
  }

  /** Ids of all accounts in the order of their names. */
  ordered(): Uint32Array {
    if (this.#order === undefined) {
      const { accounts } = this;
      const ids = Uint32Array.from({ length: accounts.size - 1 }, (_, i) => i + 1);
      this.#gather();
      this.#order = accounts.sort(ids.filter(id => this.weight(id) > 0));
    }
    return this.#order;
  }

  name(index: number): string {
    return this.accounts.text(this.ordered()[index] ?? 0);
  }

  indexOf(name: string): number | undefined {
    return findName(this, name);
  }

  profile(index: number): Profile {
    return accountProfile(this, this.ordered()[index] ?? 0);
  }

  *each(): Generator<Account> {
    for (let index = 0; index < this.count; index++) yield new StoredAccount(this, index);
  }

  /** Bytes that an account takes when it is written down, about; 0 when there is nothing of it. */
  weight(account: number): number {
    return this.#states.weight(account) + (this.#tables.has(account) ? textBytes : 0);
  }

  /** States of an account beside the requests that {@link gather} reads; undefined when there are none. */
  written(account: number): string | undefined {
    const states = this.#states.kept(account);
    if (states === undefined && !this.#tables.has(account)) return undefined;
    const encoded: Record<string, Encoded> = {};
    this.#states.ofAccounts.forEach((measure, i) => {
      if (states !== undefined) encoded[measure.id] = measure.encode(states[i]);
    });
    for (const measure of this.measures) {
      if (measure.per !== 'account' || !this.#tables.keeps(measure)) continue;
      const state = this.#tables.get(measure, account);
      if (state !== undefined) encoded[measure.id] = measure.encode(state);
    }
    return JSON.stringify(encoded);
  }

  /** Requests of accounts that are not in their states yet. */
  gather(accounts: Uint32Array): Generator<Gathered> {
    return this.#states.gather(accounts);
  }

  /** Lets go of what is known of an account. */
  drop(account: number): void {
    this.#states.drop(account);
    this.#tables.drop(account);
  }

  /**
   * Lets go of all accounts, and keeps what is known of the whole log. Readers must have ended, and be asked for again.
   * @param memory for what comes: by default that of the accounts, which is given back otherwise
   */
  forgetAccounts(memory: Kernel['memory'] | undefined = this.accounts.kernel.memory): void {
    this.#forget();
    const log = this.#states.surrenderLog();
    this.#gather();
    this.#tables = this.#tables.ofLog();
    this.#neighbours.clear();
    this.#dictionaries = createDictionaries(new Kernel(memory));
    this.#states = this.#newStates(log);
  }

  /** Adds another part of the same measures. */
  merge(from: Profiles): void {
    this.#forget();
    this.requests += from.requests;
    for (const [id, reason] of from.failures) this.failures.set(id, reason);
    const accounts = new Uint32Array(from.accounts.size);
    for (let id = 1; id < accounts.length; id++) accounts[id] = this.accounts.intern(from.accounts.text(id));
    this.#states.merge(from.#states, accounts);
    from.#gather();
    this.#tables.merge(from.#tables, accounts);
  }

  /** `key`, `state` pairs in order of key. */
  *encode(): Generator<[key: string, state: string]> {
    yield* this.encodeAccounts();
    yield this.encodeLog();
  }

  *encodeAccounts(): Generator<[key: string, state: string]> {
    for (const id of this.ordered()) {
      yield [accountKey(this.accounts.text(id)), JSON.stringify(this.#encoded('account', id))];
    }
  }

  encodeLog(): [key: string, state: string] {
    return ['log:', JSON.stringify({ requests: this.requests, ...this.#encoded('log', 0) })];
  }

  /** Adds one encoded pair; returns the ids of measures it does not know. Throws a SyntaxError when it is not of this form. */
  absorb(key: string, state: string): string[] {
    const states = JSON.parse(state) as Record<string, Encoded>;
    const colon = key.indexOf(':');
    const kind = key.slice(0, colon);
    if (kind !== 'account' && kind !== 'log') throw new SyntaxError(`unknown key "${key.slice(0, 40)}"`);
    const name = decodeURIComponent(key.slice(colon + 1));
    const decoded = this.measures.flatMap(measure => {
      const encoded = Object.hasOwn(states, measure.id) ? states[measure.id] : undefined;
      return measure.per !== kind || encoded === undefined ? [] : [{ measure, state: measure.decode(encoded) }];
    });
    const totals = kind === 'log' ? states : decoded.find(({ measure }) => measure.id === traffic.id)?.state;
    const requests = requestsIn(totals as { readonly requests?: unknown } | undefined);
    // Nothing is taken of what cannot be decoded as a whole.
    const entity = kind === 'log' ? 0 : this.accounts.intern(name);
    if (kind === 'log') this.requests += requests;
    else this.requestsOfAccounts += requests;
    for (const { measure, state } of decoded) this.put(measure, entity, state);
    return Object.keys(states).filter(id => id !== 'requests' && !this.measures.some(measure => measure.id === id));
  }

  #forget(): void {
    this.#order = undefined;
    this.#latest = 0;
    this.#latestStates = [];
  }

  /** Merges a state into that of an account, or of the whole log (0). */
  put<S>(measure: Measure<S>, entity: number, state: S): void {
    this.#forget();
    if (this.#tables.keeps(measure)) this.#tables.put(measure, entity, state);
    else this.#states.put(measure, entity, state);
  }

  #find<S>(measure: Measure<S>, entity: number): S | undefined {
    if (this.#states.keeps(measure)) return this.#states.get(measure, entity);
    if (!this.#tables.keeps(measure)) throw new Error(`measure ${measure.id} was not taken`);
    this.#gather();
    return this.#tables.get(measure, entity);
  }

  /** Adds up what was taken in this thread, batch by batch, whose accounts have numbers of their own. */
  #gather(): void {
    for (const [{ account }, neighbour] of this.#neighbours) {
      if (neighbour.tables !== undefined) this.addTables(neighbour.tables, account);
      neighbour.tables = undefined;
    }
  }

  /** Adds what a reader took of the whole log; `accounts` are its own. */
  addTables(tables: TextTables, accounts: Dictionary): void {
    const ids = new Uint32Array(accounts.size);
    for (let id = 1; id < ids.length; id++) ids[id] = this.accounts.intern(accounts.text(id));
    this.#tables.merge(tables, ids);
  }

  #newStates(log?: readonly unknown[]): AccountStates {
    const kept = this.measures.filter(measure => !readsText(measure));
    const { failures } = this;
    return new AccountStates(kept, { dictionaries: this.#dictionaries, failures, settles: this.#settles, log });
  }

  #neighbourOf(dictionaries: Dictionaries): Neighbour {
    const known = this.#neighbours.get(dictionaries);
    if (known !== undefined) return known;
    const kept = this.measures.filter(measure => !readsText(measure));
    const neighbour: Neighbour = {
      packer: new Packer(dictionaries, { wanted: columnsOf(kept) }),
      reader: this.reader(),
      region: dictionaries.account.kernel.lease().region(64 * 1024),
      tables: undefined,
    };
    this.#neighbours.set(dictionaries, neighbour);
    return neighbour;
  }

  #encoded(kind: 'account' | 'log', entity: number): Record<string, Encoded> {
    const states: Record<string, Encoded> = {};
    for (const measure of this.measures) {
      const state = measure.per === kind ? this.#find(measure, entity) : undefined;
      if (state !== undefined) states[measure.id] = measure.encode(state);
    }
    return states;
  }
}

function requestsIn({ requests = 0 }: { readonly requests?: unknown } = {}): number {
  if (!Number.isSafeInteger(requests)) throw new SyntaxError('requests are no number');
  return requests as number;
}

/** Account names are hostile text; a key is one field of one line. Lone surrogates become U+FFFD. */
export function accountKey(name: string): string {
  return `account:${encodeURIComponent(Buffer.from(name, 'utf8').toString('utf8'))}`;
}
