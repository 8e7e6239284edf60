/**
 * A trace: a request as it is compared with those of other inputs, as a few doubles. NaN or 0 is what is not known, as in the
 * columns of batches.
 */

/** Before a trace as it travels: the row of its parcel, its kind, its cell. */
export const head = { row: 0, kind: 1, cell: 2 } as const;
export const headWidth = 3;

export const trace = {
  key: 0,
  time: 1,
  latency: 2,
  outputTokens: 3,
  inputTokens: 4,
  bytesOut: 5,
  promptHash: 6,
  /** Of the last part of the path: what stands before it is put there or taken off by gateways. */
  pathEnd: 7,
  model: 8,
} as const;
export const traceWidth = 9;
export const travelWidth = headWidth + traceWidth;
