import { expect, it } from 'vitest';
import { learnForms } from '../../src/requests/forms.js';

const bindings = [
  { column: 'time', field: 'when' },
  { column: 'endTime', field: 'until' },
  { column: 'inputTokens', field: 'in' },
  { column: 'latency', field: 'took' },
];

function learn(values: Record<string, readonly unknown[]>, times = {}) {
  const fields = Object.entries(values).map(([field, some]) => ({
    field,
    values: some,
    present: some.length,
    of: some.length,
  }));
  return learnForms({ bindings, fields, times });
}

it('binds how the values of each field are written', () => {
  const {
    bindings: bound,
    notes,
    problem,
  } = learn({
    when: ['20/11/2026 08:15'],
    until: ['2026-11-20T08:15:30Z'],
    in: ['1.200', '12.345'],
    took: ['4,10'],
  });
  expect(problem).toBeUndefined();
  expect(bound.map(({ form }) => form)).toEqual([
    { times: { zone: 0, order: 'dmy' } },
    { times: { zone: 0 } },
    { numbers: { decimal: ',', group: '.' } },
    { numbers: { decimal: ',' } },
  ]);
  expect(notes).toHaveLength(1);
  expect(structuredClone(bound)).toEqual(bound);
});

it('lets one column say what another means, if most of its values do', () => {
  const formOf = (took: readonly unknown[], price: readonly unknown[]) =>
    learn({ when: ['2026-11-20T08:15:30Z'], took, price }).bindings.find(({ column }) => column === 'latency')?.form;
  expect(formOf(['4,100', '5,200'], ['0,12', '0,5'])).toEqual({ numbers: { decimal: ',' } });
  // One record's value, which a client may have written, decides nothing.
  expect(formOf(['4.100', '5.200', '6.125'], ['x', 'y', '0,12'])).toBeUndefined();
});

it('leaves out a column whose values have two meanings, and says so', () => {
  const { bindings: bound, notes } = learn({ when: ['2026-11-20T08:15:30Z'], in: ['12.000'], took: ['4,100'] });
  expect(bound.map(({ column }) => column)).not.toContain('latency');
  expect(notes).toContain(
    'latency is not read from took: "4,100" may be thousands or a fraction; export its numbers without a separator of thousands',
  );
});

it('refuses times that may be two, and leaves out ends that may', () => {
  const twice = ['03/04/2026 08:15'];
  expect(learn({ when: twice }).problem?.hint).toContain('--time-format');
  const { problem, notes } = learn({ when: ['2026-11-20T08:15:30Z'], until: twice });
  expect(problem).toBeUndefined();
  expect(notes[0]).toContain('it is left out');
});

it('keeps the pattern to the fields that have it', () => {
  const { bindings: bound, problem } = learn(
    { when: ['03/04/2026 08:15'], until: ['2026-11-20T08:15:30Z'] },
    { format: 'dd/MM/yyyy HH:mm' },
  );
  expect(problem).toBeUndefined();
  expect(bound.slice(0, 2).map(({ form }) => form)).toEqual([
    { times: { zone: 0, format: 'dd/MM/yyyy HH:mm' } },
    { times: { zone: 0 } },
  ]);
});

it('learns from both parts of a time that is in two fields', () => {
  const field = (name: string, values: readonly unknown[], rows: readonly number[]) => ({
    ...{ field: name, values, rows, present: 3, of: 3 },
  });
  const both = (days: readonly string[]) =>
    learnForms({
      bindings: [{ column: 'time', field: 'day+clock' }],
      fields: [field('day', days, [0, 1, 2]), field('clock', ['08:15:30', '08:15:31'], [0, 2])],
      times: {},
    });
  expect(both(['02/03/2026', '02/03/2026', '02/03/2026']).problem).toMatchObject({
    message: expect.stringContaining('day+clock holds "02/03/2026 08:15:30"') as string,
    hint: expect.stringContaining('--time-format dd/MM/yyyy') as string,
  });
  expect(both(['02/03/2026', '03/03/2026', '20/03/2026']).bindings[0]?.form).toEqual({
    times: { zone: 0, order: 'dmy' },
  });
});
