/** What logs of lines have in common. */

/** How far a log is from what an honest server writes, in shares of its values and records. */
export function temper(random) {
  return random.weighted([
    [4, { strange: 0.05, broken: 0, structure: 0.03 }],
    [4, { strange: 0.15, broken: 0.002, structure: 0.1 }],
    [2, { strange: 0.4, broken: 0.01, structure: 0.3 }],
    [1, { strange: 0.1, broken: 0.05, structure: 1 }],
  ]);
}

/** How a log ends its lines: all alike, or each as it comes. */
export function lineEnd(random) {
  return random.weighted([
    [6, () => '\n'],
    [2, () => '\r\n'],
    [1, draw => (draw === undefined ? '\n' : draw.pick(['\n', '\r\n', '\n\n', '\r\r\n', '\r\n\r\n']))],
  ]);
}

export function linesOf(count, make) {
  let text = '';
  for (let at = 0; at < count; at++) text += make(at);
  return text;
}

/** Bytes of a text that is much longer than others; 0 mostly. */
export function large(random) {
  if (!random.chance(1 / 400)) return 0;
  return random.chance(0.03) ? random.size(200_000, 10_000_000) : random.size(2000, 200_000);
}
