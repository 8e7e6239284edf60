/** Derived columns, once all fields of some rows are there. */
import type { RequestBatch } from './batch.js';
import { hashPair } from './hash.js';
import type { Parts } from './parts.js';
import type { Scratch } from './scratch.js';

export interface Derivation {
  readonly batch: RequestBatch;
  readonly scratch: Scratch;
  readonly parts: Parts;
  /** Whether the log has any of the fields that {@link RequestBatch.parameters} is made of. */
  readonly parameters: boolean;
  /** Requests without an account, by what stands in for it. */
  readonly standIns: { apiKey: number; network: number };
}

export function derive(made: Derivation, from: number, to: number): void {
  timesAndPlaces(made, from, to);
  identities(made, from, to);
  if (made.parameters) parametersOf(made.batch, from, to);
  promptsAndHashes(made, from, to);
}

function timesAndPlaces({ batch, scratch }: Derivation, from: number, to: number): void {
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

function identities({ batch, parts, standIns }: Derivation, from: number, to: number): void {
  const { tls, userAgent, userAgentFamily, prefix, asn, network, client, account } = batch;
  for (let row = from; row < to; row++) {
    const family = parts.family(userAgent[row] as number);
    userAgentFamily[row] = family;
    network[row] = parts.network(tls[row] as number, family, prefix[row] as number, asn[row] as number);
    client[row] = parts.client(tls[row] as number, userAgent[row] as number);
    if (account[row] === 0) standIn(batch, row, standIns);
  }
}

/** The key, else the network, acts for an account that is not named: its own unknown, never one shared bucket. */
function standIn(batch: RequestBatch, row: number, standIns: Derivation['standIns']): void {
  const { dictionaries } = batch;
  if (batch.apiKey[row] !== 0) {
    batch.account[row] = dictionaries.account.intern(dictionaries.apiKey.text(batch.apiKey[row] as number));
    standIns.apiKey++;
    return;
  }
  const ip = dictionaries.ip.text(batch.ip[row] as number);
  const agent = dictionaries.userAgentFamily.text(batch.userAgentFamily[row] as number);
  const known = ip !== '' || agent !== '';
  batch.account[row] = dictionaries.account.intern(known ? `net:${ip}|${agent}` : 'net:unidentified');
  standIns.network++;
}

function parametersOf(batch: RequestBatch, from: number, to: number): void {
  const { dictionaries, model, path, temperature, maxTokens, n, stream, parameters } = batch;
  for (let row = from; row < to; row++) {
    let key = hashPair(dictionaries.model.hash(model[row] as number), dictionaries.path.hash(path[row] as number));
    key = hashPair(key, asKey(temperature[row] as number));
    key = hashPair(key, asKey(maxTokens[row] as number));
    key = hashPair(key, asKey(n[row] as number));
    parameters[row] = hashPair(key, stream[row] as number);
  }
}

function asKey(value: number): number {
  return Number.isNaN(value) ? 1 : 2 + Math.round(1000 * value);
}

/** A hash that the log gives stands for a prompt whose text it does not. */
function promptsAndHashes({ batch, scratch }: Derivation, from: number, to: number): void {
  const { promptHash, promptLength, requestId, requestHash, time, account, dictionaries } = batch;
  const { kernel, handle } = dictionaries.account;
  const keys = kernel.doubles;
  const base = (kernel.run.keysAt(handle) >>> 0) / 8;
  for (let row = from; row < to; row++) {
    if (Number.isNaN(promptLength[row])) promptHash[row] = scratch.promptHash[row] as number;
    const who = keys[base + (account[row] as number)] as number;
    const what = (requestId[row] as number) || (promptHash[row] as number);
    requestHash[row] = hashPair(hashPair(time[row] as number, who), what);
  }
}
