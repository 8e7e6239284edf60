import { directiveFormat, type Layout } from './directive-lines.js';

/** Zeek's `uid` is the id of a connection; elsewhere fields of that name are users. */
const connection = 'connection_uid';

/** Zeek's tab-separated logs (http.log, ssl.log), with the `#fields` line they begin with. */
export const zeek = directiveFormat({
  name: 'zeek',
  title: 'Zeek',
  description: 'tab-separated Zeek logs with their # lines, such as http.log and ssl.log',
  reader() {
    let separator = '\t';
    let unset = '-';
    let empty = '(empty)';
    return {
      read(line): Layout | undefined {
        const word = /^#separator (\S+)$/.exec(line)?.[1];
        if (word !== undefined) separator = unescaped(word);
        const [name = '', ...values] = line.split(separator);
        if (name === '#unset_field') unset = values[0] ?? unset;
        if (name === '#empty_field') empty = values[0] ?? empty;
        if (name !== '#fields' || values.length === 0) return undefined;
        const nothing = new Set([unset, empty]);
        const cut = separator;
        return {
          names: values.map(value => (value === 'uid' ? connection : value)),
          derived: [],
          split: text => text.split(cut),
          value: (_, cell) => (nothing.has(cell) ? undefined : cell),
        };
      },
    };
  },
});

/** `\x09` as Zeek writes its separator. */
function unescaped(text: string): string {
  const character = text.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return character === '' ? '\t' : character;
}
