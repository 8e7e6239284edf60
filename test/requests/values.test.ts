import { describe, expect, it } from 'vitest';
import { durationOf } from '../../src/requests/duration.js';
import { numberOf, statusOf } from '../../src/requests/values.js';

describe('durationOf', () => {
  it.each([
    ['1.234s', 1234],
    ['45.6ms', 45.6],
    ['45.6 ms', 45.6],
    ['2m3.5s', 123_500],
    ['1h2m', 3_720_000],
    ['120µs', 0.12],
    ['120μs', 0.12],
    ['250ns', 0.00025],
    ['00:00:01.234', 1234],
    ['1.02:03:04.5', 93_784_500],
    ['PT2M3.5S', 123_500],
    [' 4.10s ', 4100],
    ['1.5 seconds', 1500],
    ['812', 812_000],
    ['8e-3', 8],
    [0.5, 500],
  ])('%s', (value, ms) => {
    expect(durationOf(value, 1000)).toBeCloseTo(ms, 9);
  });

  it.each(['', '-', 'soon', '-1s', '1x', '4.1s ago', 'PT', '1:2', '00:61:00', '1'.repeat(60), -1, NaN, true, {}])(
    '%j is none',
    value => {
      expect(durationOf(value, 1)).toBeNaN();
    },
  );

  it('takes a comma where the field has one', () => {
    expect(durationOf('4,10', 1000, { decimal: ',' })).toBe(4100);
    expect(durationOf('4,10 s', 1, { decimal: ',' })).toBe(4100);
    expect(durationOf('4,10', 1000)).toBeNaN();
  });
});

describe('statusOf', () => {
  it.each([
    ['200', 200],
    ['404 Not Found', 404],
    ['HTTP/1.1 503 Service Unavailable', 503],
    ['OK', 200],
    ['RESOURCE_EXHAUSTED', 429],
    ['error', 500],
    [true, 200],
    [1, 200],
  ])('%s', (value, status) => {
    expect(statusOf(value)).toBe(status);
  });

  it.each(['2xx', '', '99', '700', '200ish', 'constructor', 'partly'])('%j is none', value => {
    expect(statusOf(value)).toBeNaN();
  });
});

describe('numberOf', () => {
  it('reads a form where one was learned', () => {
    expect(numberOf('12,066', { decimal: '.', group: ',' })).toBe(12_066);
    expect(numberOf('12.066', { decimal: ',', group: '.' })).toBe(12_066);
    expect(numberOf('1.20E+05', { decimal: '.', group: ',' })).toBe(120_000);
    expect(numberOf(12.5, { decimal: ',', group: '.' })).toBe(12.5);
    expect(numberOf('12,066')).toBeNaN();
  });
});
