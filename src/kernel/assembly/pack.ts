/**
 * Packed rows: what a reader hands over of each request. Account, who (a tuple of identities), how (a tuple of settings), traits
 * of the prompt, then doubles, then perhaps the beginning of the prompt.
 */

/** Bytes before the doubles of a packed row. */
export const PACKED: usize = 16;
/** Bytes of the beginning of a text. */
export const EXCERPT: usize = 64;

/**
 * Packs rows of a batch. `table`: addresses of the columns account, who, how, traits (0: none) and excerpt (0: none), then the
 * number of columns of doubles and their addresses. Returns the address after the last row.
 */
export function packRows(table: usize, from: usize, to: usize, out: usize): usize {
  const accounts = <usize>load<u32>(table);
  const who = <usize>load<u32>(table, 4);
  const how = <usize>load<u32>(table, 8);
  const traits = <usize>load<u32>(table, 12);
  const excerpts = <usize>load<u32>(table, 16);
  const doubles = load<u32>(table, 20);
  let at = out;
  for (let row = from; row < to; row++) {
    store<u32>(at, load<u32>(accounts + 4 * row));
    store<u32>(at, load<u32>(who + 4 * row), 4);
    store<u32>(at, load<u32>(how + 4 * row), 8);
    store<u32>(at, traits == 0 ? 0 : load<u32>(traits + 4 * row), 12);
    at += PACKED;
    let column = table + 24;
    for (let i = doubles; i > 0; i--, column += 4, at += 8) store<u64>(at, load<u64>(load<u32>(column) + 8 * row));
    if (excerpts != 0) {
      memory.copy(at, excerpts + EXCERPT * row, EXCERPT);
      at += EXCERPT;
    }
  }
  return at;
}

