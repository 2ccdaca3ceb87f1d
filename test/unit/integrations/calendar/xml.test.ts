import assert from 'node:assert/strict';
import { elementAt, elementsOf, parseXml, type XmlElement } from '../../../../src/integrations/calendar/xml.ts';

/** An element in short: its name, its text, and what is in it. */
type Short = readonly [name: string, text: string, ...children: Short[]];
const short = ({ name, text, children }: XmlElement): Short => [name, text, ...children.map(short)];
const parsed = (text: string) => {
  const root = parseXml(text);
  return root && short(root);
};

describe('the XML of a calendar server', () => {
  it('is elements by their local names, and the texts directly in them', () => {
    assert.deepEqual(parsed('<?xml version="1.0"?>\n<D:Multi xmlns:D="DAV:"><D:a>1</D:a>2<b/>3<c >4</c ></D:Multi>'), [
      'multi',
      '23',
      ['a', '1'],
      ['b', ''],
      ['c', '4'],
    ]);
    assert.deepEqual(parsed('<a/>'), ['a', '']);
    assert.deepEqual(parsed('<></>'), ['', ''], 'a name may be missing');
    assert.deepEqual(parsed('<a x="1"/>'), ['a', '']);
    assert.deepEqual(parsed('<a:b:c></a:b:c>'), ['b:c', '']);
    assert.deepEqual(parsed('text <a></a> text'), ['a', '']);
    assert.deepEqual(parsed('<a></a><b></b>'), ['a', ''], 'the first of several');
  });

  it('has texts that are quoted whole, and comments and declarations that are none', () => {
    assert.deepEqual(parsed('<!DOCTYPE a><a>1<!-- <b> - -> 2 -->3<![CDATA[<b> &amp; ]]&gt; ]> x]]>4<?php > ?></a>'), [
      'a',
      '13<b> &amp; ]]&gt; ]> x4 ?>',
    ]);
    assert.deepEqual(parsed('<a><![CDATA[]]></a>'), ['a', '']);
  });

  it('has no entities but the five, and characters by their numbers', () => {
    for (const [text, expected] of [
      ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
      ['&#65;&#x42;&#X43;&#x1F600;', 'ABC\u{1F600}'],
      ['&amp;lt;', '&lt;'],
      ['&#x10FFFF;&#x110000;', '\u{10FFFF}&#x110000;'],
      ['&#1114111;&#1114112;', '\u{10FFFF}&#1114112;'],
      ['&nbsp;&constructor;&LT;&;&#;&lt', '&nbsp;&constructor;&LT;&;&#;&lt'],
      ['&#x0000041;&#00000065;', '&#x0000041;&#00000065;'],
    ])
      assert.deepEqual(parsed(`<a>${text}</a>`), ['a', expected], text);
  });

  it('is none where it doesn’t end, or ends something else', () => {
    for (const text of [
      '',
      'text',
      '<a>',
      '<a',
      '<a></b>',
      '</a>',
      '<a></a></a>',
      '<a><b></a></b>',
      '<a><!-- x</a>',
      '<a><![CDATA[x]]</a>',
      '<a></a><b>',
    ])
      assert.equal(parsed(text), undefined, text);
  });

  it('is at most 39 elements deep', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    assert.ok(parsed(nested(39)));
    assert.equal(parsed(nested(40)), undefined);
    assert.ok(parsed(`${'<a>'.repeat(39)}<b/>${'</a>'.repeat(39)}`), 'an empty element opens nothing');
  });

  it('is searched at any depth, in the order of the document', () => {
    const root = parseXml('<r><a>1<a>2</a></a><b><a>3</a><c>4</c></b></r>') ?? assert.fail();
    assert.deepEqual(
      elementsOf(root, 'a').map(({ text }) => text),
      ['1', '2', '3'],
    );
    assert.deepEqual(elementsOf(root, 'r'), []);
    assert.equal(elementAt(root, 'b', 'a')?.text, '3');
    assert.equal(elementAt(root, 'c')?.text, '4');
    assert.equal(elementAt(root), root);
    assert.equal(elementAt(root, 'a', 'c'), undefined);
    assert.equal(elementAt(undefined, 'a'), undefined);
  });
});
