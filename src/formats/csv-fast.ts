/** Delimited records through the kernel: which columns are wanted, and what their tokens hold. */
import type { Lease } from '../kernel/kernel.js';
import { hideTokens, tokenAt, tokenBytes, tokenKinds } from '../kernel/token.js';
import type { Cell } from './csv.js';
import type { Dialect } from './csv-dialect.js';
import { isUsualSyntax } from './csv-syntax.js';
import type { FastSyntax } from './fast-decoder.js';
import type { JsonTexts } from './json-path.js';

const quoteByte = 0x22;

/** undefined where the kernel could not tell a repetition of the header, or cells are set otherwise than RFC 4180 says. */
export function csvFastSyntax(
  lease: Lease,
  { cells, texts }: { cells: readonly (Cell | undefined)[]; texts: JsonTexts },
  dialect: Dialect,
): FastSyntax | undefined {
  const { delimiter, quote: quoteSign, sections } = dialect;
  if (sections.length > 1 || !isUsualSyntax(dialect)) return undefined;
  const [{ width, header }] = sections;
  const firstName = header?.[0];
  if (firstName?.includes('"') === true) return undefined;
  const layout = layOut(cells, width);
  const { kernel } = lease;
  const table = lease.words(width);
  table.set(Int32Array.from(layout.slotOfColumn));
  const columns = table.byteOffset;
  const name = constant(lease, firstName);
  return {
    slots: layout.slots,
    slotOf: binding => layout.slotOfBinding[binding] as number,
    read: ({ block, starts, ends, tokens, stride, arena, states }, count) => {
      const quote = quoteSign === '' ? 0 : quoteByte;
      const separator = delimiter.charCodeAt(0);
      kernel.run.decodeCsv(
        block,
        starts,
        ends,
        count,
        tokens,
        stride,
        columns,
        width,
        separator,
        quote,
        name.at,
        name.length,
        arena,
        states,
      );
      for (const { from, to } of layout.hidden) {
        const slot = (at: number) => tokens + tokenBytes * stride * at;
        hideTokens(kernel.words, slot(from), slot(to), count);
      }
    },
    value(binding, address) {
      const { kind, at, length } = tokenAt(kernel.words, address);
      if (kind === tokenKinds.absent) return undefined;
      const text = kernel.text(at, length);
      const inside = cells[binding]?.inside;
      texts.forget();
      return inside === undefined ? text : inside({ text });
    },
  };
}

interface Layout {
  /** Slot of each column of the log, -1 where nobody wants it. */
  readonly slotOfColumn: readonly number[];
  readonly slotOfBinding: readonly number[];
  readonly slots: number;
  /** Slots that are made of others: cells that hold JSON are looked into by the host alone. */
  readonly hidden: readonly { from: number; to: number }[];
}

function layOut(cells: readonly (Cell | undefined)[], width: number): Layout {
  const slotOfColumn = new Array<number>(width).fill(-1);
  let slots = 0;
  for (const cell of cells) if (cell !== undefined && slotOfColumn[cell.at] === -1) slotOfColumn[cell.at] = slots++;
  const hidden: { from: number; to: number }[] = [];
  const slotOfBinding = cells.map(cell => {
    if (cell?.inside === undefined && cell !== undefined) return slotOfColumn[cell.at] as number;
    // A binding without a column has a slot that stays empty.
    const to = slots++;
    if (cell !== undefined) hidden.push({ from: slotOfColumn[cell.at] as number, to });
    return to;
  });
  return { slotOfColumn, slotOfBinding, slots, hidden };
}

/** A text that stays where it is; address 0 for none. */
function constant(lease: Lease, text: string | undefined): { at: number; length: number } {
  if (text === undefined) return { at: 0, length: 0 };
  const { at } = lease.region(3 * text.length);
  return { at, length: lease.kernel.bytes.write(text, at, 'utf8') };
}
