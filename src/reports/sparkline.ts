/** Counts as a row of bars. */
const blocks = '▁▂▃▄▅▆▇█';
const letters = '.:-=+*#@';

/** One sign a count: nothing is a dot on the ground (`_` in ASCII), anything more is at least the lowest bar. */
export function sparkline(counts: readonly number[], unicode: boolean): string {
  const signs = unicode ? blocks : letters;
  const most = Math.max(0, ...counts);
  return counts
    .map(count => {
      if (!(count > 0)) return unicode ? '·' : '_';
      return signs[Math.min(signs.length - 1, Math.floor((count / most) * signs.length))] ?? '';
    })
    .join('');
}
