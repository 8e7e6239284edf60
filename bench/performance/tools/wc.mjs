import { measure } from '../process.mjs';
import { installed } from './tool.mjs';

const does = 'counts line ends: the file is read once';

/** A head line counts as well, so the number of records is not compared. */
export const wc = {
  id: 'wc',
  name: 'wc -l',
  does: { ndjson: does, csv: does, combined: does },
  available: () => installed('wc'),
  run: (file, _shape, { timeout }) => measure(['wc', '-l', file], { timeout }),
};
