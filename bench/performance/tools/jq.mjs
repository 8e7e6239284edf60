import { measure } from '../process.mjs';
import { installed } from './tool.mjs';

const filter = '[.account_id,.output_tokens]';

export const jq = {
  id: 'jq',
  name: 'jq',
  does: { ndjson: `jq -c '${filter}' > /dev/null: parses all, prints two fields, counts nothing` },
  available: () => installed('jq'),
  run: (file, _shape, { timeout }) => measure(['jq', '-c', filter, file], { timeout, discard: true }),
};
