import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };

/** Any code point as a text. The halves of surrogate pairs are none. */
const codePoint = fc.nat(0x10_ff_ff - surrogates.count).map(
  (n) => String.fromCodePoint(n < surrogates.first ? n : n + surrogates.count),
  (text) => {
    const point = typeof text === 'string' ? (text.codePointAt(0) ?? -1) : -1;
    const isHalf = point >= surrogates.first && point < surrogates.first + surrogates.count;
    if (point < 0 || isHalf || text !== String.fromCodePoint(point)) throw new Error('This is no code point.');
    return point < surrogates.first ? point : point - surrogates.count;
  },
);

/**
 * Texts of any characters, dangerous words such as `__proto__` among them: what fast-check's unit `binary` makes, without its table of a million
 * characters, which takes seconds and 150 MB in every process.
 */
export function anyText(options: fc.StringSharedConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...options, unit: codePoint });
}
