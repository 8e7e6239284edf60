import { lineFormat, type LineValues } from './line-format.js';
import { addressAndPort, quoted, requestLine, skipBlanks, word, type Cursor } from './tokens.js';

/** Uvicorn's access log (vLLM, FastAPI, SGLang): no time, unless the container's runtime put one before the line. */
export const uvicorn = lineFormat({
  name: 'uvicorn',
  title: 'Uvicorn',
  description: 'access log of Uvicorn (vLLM, SGLang, FastAPI); it has no time unless one is put before each line',
  fields: ['client_ip', 'client_port', 'request', 'method', 'path', 'query', 'protocol', 'status'],
  notes: [
    'Uvicorn writes no time into its access log: export it with the times of the container (`docker logs -t`, ' +
      '`kubectl logs --timestamps`), or set a log format with %(asctime)s',
  ],
  scan,
});

const start = /^(?:INFO:? +)?([0-9A-Fa-f.:[\]]{2,64}|[\w.-]{1,64}:\d{1,5}|None:None) - "/;

function scan(line: string, values: LineValues): string | undefined {
  const found = start.exec(line.slice(0, 160));
  if (found === null) return 'no client';
  const cursor: Cursor = { line, at: found[0].length - 1 };
  const request = quoted(cursor);
  const status = word(cursor);
  if (!/^\d{3}$/.test(status)) return 'no status';
  skipBlanks(cursor);
  const [address, port] = addressAndPort(found[1] ?? '');
  const { method, path, query, protocol } = requestLine(request);
  if (method === undefined) return 'no request';
  values.push(address === 'None' ? undefined : address, port, request, method, path, query, protocol, status);
  return undefined;
}
