import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placesOf } from './json-places';

/** Every pointer into a value, with what stands there. */
function pointersInto(value: unknown, pointer = ''): [string, unknown][] {
  const own: [string, unknown][] = [[pointer === '' ? '/' : pointer, value]];
  if (typeof value !== 'object' || value === null) return own;
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pointersInto(each, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [...own, ...inner];
}

/** A pointer to the member with the empty name is written like the one to the whole. */
const named = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  Object.entries(value).every(([key, each]) => key !== '' && named(each));

test('what stands at the place of a pointer is the value, in any JSON text and layout', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, layout) => {
      fc.pre(named(value));
      const json = Buffer.from(JSON.stringify(value, undefined, layout));
      const pointers = pointersInto(JSON.parse(json.toString()));
      const places = placesOf(
        json,
        pointers.map(([pointer]) => pointer),
      );
      for (const [pointer, expected] of pointers)
        assert.deepEqual(firstValue(json.subarray(places.get(pointer)!)), expected, pointer);
    }),
  );
});

/** The longest beginning that is JSON: found without the code under test. */
function firstValue(bytes: Buffer): unknown {
  for (let end = bytes.length; end > 0; end -= 1) {
    try {
      return JSON.parse(bytes.toString('utf8', 0, end));
    } catch {
      // Shorter.
    }
  }
  throw new Error('no value');
}

test('what is not there is told by what is around it; of a name given twice the last one counts', () => {
  const json = Buffer.from('{"é": {"a": [10, {"b": 1}]}, "twice": 1, "twice": {"x": 2}}');
  const at = (text: string): number => json.indexOf(text);
  assert.deepEqual(
    [...placesOf(json, ['/é/a/1/b', '/é/a/1/c/d', '/é/a/7', '/é/a/0/x', '/gone', '/twice/x'])],
    [
      ['/é/a/1/b', at('1}]')],
      ['/é/a/1/c/d', at('{"b"')],
      ['/é/a/7', at('[10')],
      ['/é/a/0/x', at('10')],
      ['/gone', 0],
      ['/twice/x', at('2}}')],
    ],
  );
});
