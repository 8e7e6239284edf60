/** What products have in common: a constant wrapper, customers in it, a rhythm. */
import { ask, caller, type Ask, type Caller } from '../caller.js';
import { product } from '../clients.js';
import { overlapping } from '../merge.js';
import { datacentre } from '../places.js';
import type { Random } from '../random.js';
import type { SimulatedRequest } from '../request.js';

/** A product on a rented machine. */
export function productCaller(random: Random): Caller {
  return caller(random, product(random), datacentre(random));
}

/** Requests at given times, each made from its time and number; failures are sometimes tried again. */
export function requestsAt(
  random: Random,
  times: Iterable<number>,
  make: (time: number, index: number) => readonly [Caller, Ask],
): Generator<SimulatedRequest> {
  function* stretches() {
    let index = 0;
    for (const start of times) {
      const [who, fields] = make(start, index++);
      yield { start, requests: tries(random, who, fields) };
    }
  }
  return overlapping(stretches());
}

/** A request, and again when it failed, as SDKs do: twice at most, seconds later. */
export function* tries(random: Random, who: Caller, fields: Ask): Generator<SimulatedRequest> {
  let time = fields.time;
  for (let attempt = 0; attempt < 3; attempt++) {
    const request = ask(random, who, { ...fields, time });
    yield request;
    if (request.status < 429) return;
    time += request.latency + Math.round(random.logNormal(900 * 2 ** attempt, 0.3));
  }
}
