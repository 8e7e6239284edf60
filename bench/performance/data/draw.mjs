/**
 * A function from [0, 1) to the keys of a table, in proportion to their weights. The heaviest had better come first.
 * @param {Record<string, number>} weights
 */
export function draw(weights) {
  const items = Object.keys(weights);
  const sum = Object.values(weights).reduce((total, each) => total + each, 0);
  let reached = 0;
  const limits = Object.values(weights).map(weight => (reached += weight) / sum);
  const last = items.length - 1;
  return share => {
    let at = 0;
    while (at < last && share >= limits[at]) at++;
    return items[at];
  };
}
