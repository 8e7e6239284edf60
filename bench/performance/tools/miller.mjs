import { measure } from '../process.mjs';
import { counted, installed } from './tool.mjs';

const byAccount = 'stats1 -a count,p50 -f latency_ms,output_tokens -g account_id'.split(' ');
const total = 'then stats1 -a sum -f'.split(' ');
const verbs = {
  ndjson: ['--ijsonl', '--ojson', ...byAccount, ...total, 'latency_ms_count'],
  csv: ['--icsv', '--ojson', ...byAccount, ...total, 'latency_ms_count'],
  combined: ['--inidx', '--ifs', ' ', '--ojson', 'count', '-g', '3', ...total, 'count'],
};

export const miller = {
  id: 'miller',
  name: 'Miller',
  does: {
    ndjson: `mlr ${byAccount.join(' ')}: two exact medians by account`,
    csv: `mlr ${byAccount.join(' ')}: two exact medians by account`,
    combined: 'mlr count -g 3, the line cut at each blank: a count by account',
  },
  available: () => installed('mlr'),
  async run(file, shape, { threads, timeout }) {
    const env = { GOMAXPROCS: String(threads) };
    return counted(await measure(['mlr', ...verbs[shape], file], { timeout, env }), /_sum": (\d+)/);
  },
};
