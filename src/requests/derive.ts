/** Derived columns, once all fields of some rows are there. */
import type { Lease } from '../kernel/kernel.js';
import type { ColumnName, RequestBatch } from './batch.js';
import type { Parts } from './parts.js';
import { followingColumns } from './row-columns.js';
import type { Scratch } from './scratch.js';

export interface Derivation {
  readonly batch: RequestBatch;
  readonly scratch: Scratch;
  readonly parts: Parts;
  /** Columns of the log. */
  readonly bound: ReadonlySet<string>;
  /** Columns that are read from the batch. */
  readonly wanted: ReadonlySet<ColumnName>;
}

/** What stood in for accounts that the log does not name: requests by it. */
export interface StandIns {
  apiKey: number;
  network: number;
}

export class Deriver {
  readonly standIns: StandIns = { apiKey: 0, network: 0 };
  readonly #made: Derivation;
  readonly #lease: Lease;
  /** Addresses of columns, as kernel/assembly/derive.ts takes them. */
  readonly #hashes: Uint32Array;
  readonly #parameters: Uint32Array | undefined;
  readonly #hasLater: boolean;
  readonly #derivesIdentities: boolean;

  constructor(lease: Lease, made: Derivation) {
    const { batch, scratch, bound, wanted } = made;
    this.#made = made;
    this.#lease = lease;
    const { dictionaries } = batch;
    this.#hashes = lease.words(8);
    this.#hashes.set([
      batch.time.byteOffset,
      batch.account.byteOffset,
      batch.requestId.byteOffset,
      batch.promptHash.byteOffset,
      batch.promptLength.byteOffset,
      scratch.promptHash.byteOffset,
      batch.requestHash.byteOffset,
      dictionaries.account.handle,
    ]);
    if (parameterColumns.some(column => bound.has(column))) {
      this.#parameters = lease.words(9);
      this.#parameters.set([
        batch.model.byteOffset,
        batch.path.byteOffset,
        batch.temperature.byteOffset,
        batch.maxTokens.byteOffset,
        batch.n.byteOffset,
        batch.stream.byteOffset,
        batch.parameters.byteOffset,
        dictionaries.model.handle,
        dictionaries.path.handle,
      ]);
    }
    this.#hasLater = bound.has('endTime') || bound.has('forwardedFor');
    this.#derivesIdentities = followingColumns.some(column => wanted.has(column));
  }

  derive(from: number, to: number): void {
    const { run } = this.#lease.kernel;
    if (this.#hasLater) this.#timesAndPlaces(from, to);
    if (this.#derivesIdentities) this.#identities(from, to);
    this.#standIns(from, to);
    if (this.#parameters !== undefined) run.deriveParameters(this.#parameters.byteOffset, from, to);
    run.deriveHashes(this.#hashes.byteOffset, from, to);
  }

  #timesAndPlaces(from: number, to: number): void {
    const { batch, scratch } = this.#made;
    const { time, latency, ip, prefix } = batch;
    const { endTime, forwardedIp, forwardedPrefix, forwardedPublic, ownPrivate } = scratch;
    for (let row = from; row < to; row++) {
      const end = endTime[row] as number;
      if (end >= (time[row] as number) && Number.isNaN(latency[row])) latency[row] = end - (time[row] as number);
      if (forwardedIp[row] === 0) continue;
      if (ip[row] === 0 || (ownPrivate[row] === 1 && forwardedPublic[row] === 1)) {
        ip[row] = forwardedIp[row] as number;
        prefix[row] = forwardedPrefix[row] as number;
      }
    }
  }

  #identities(from: number, to: number): void {
    const { batch, parts } = this.#made;
    const { tls, userAgent, userAgentFamily, prefix, asn, network, client } = batch;
    for (let row = from; row < to; row++) {
      const family = parts.family(userAgent[row] as number);
      userAgentFamily[row] = family;
      network[row] = parts.network(tls[row] as number, family, prefix[row] as number, asn[row] as number);
      client[row] = parts.client(tls[row] as number, userAgent[row] as number);
    }
  }

  /** The key, else the network, acts for an account that is not named: its own unknown, never one shared bucket. */
  #standIns(from: number, to: number): void {
    const { batch, parts } = this.#made;
    const { account, apiKey, ip, userAgent } = batch;
    for (let row = from; row < to; row++) {
      if (account[row] !== 0) continue;
      const key = apiKey[row] as number;
      if (key !== 0) this.standIns.apiKey++;
      else this.standIns.network++;
      account[row] = parts.standIn(key, ip[row] as number, userAgent[row] as number);
    }
  }
}

const parameterColumns = ['model', 'temperature', 'maxTokens', 'n', 'stream'];
