import assert from 'node:assert/strict';
import { mergeImports } from '../../../scripts/lib/mergeImports.ts';

const isOutside = (module: string) => module === 'vscode' || module.startsWith('node:');
const merged = (...lines: string[]) => mergeImports(lines.join('\n'), isOutside).split('\n');

describe('merging the imports of a bundled module', () => {
  it('imports each outside module once, with all names', () => {
    const lines = merged(
      'import { window } from "vscode";',
      'var a = window;',
      'import { window as window2, Uri as Uri2 } from "vscode";',
      'var b = [window2, Uri2];',
    );
    const expected = ['import { window, window as window2, Uri as Uri2 } from "vscode";', 'var a = window;', ''];
    assert.deepEqual(lines, [...expected, 'var b = [window2, Uri2];']);
  });

  it('keeps every line where it is, also of statements of several lines', () => {
    const lines = merged(
      'import {',
      '  Disposable,',
      '  window',
      '} from "vscode";',
      'one();',
      'import {',
      '  Uri',
      '} from "vscode";',
      'two();',
    );
    assert.equal(lines[0], 'import { Disposable, window, Uri } from "vscode";');
    assert.deepEqual([lines.indexOf('one();'), lines.indexOf('two();'), lines.length], [4, 8, 9]);
  });

  it('requires a module as a whole, instead of a copy of it that has a default', () => {
    const lines = merged(
      'import path from "node:path";',
      'import fs, { watch } from "node:fs";',
      'import fs2 from "node:fs";',
    );
    assert.deepEqual(lines, [
      'var path = require("node:path");',
      'import { watch } from "node:fs"; var fs = require("node:fs"); var fs2 = require("node:fs");',
      '',
    ]);
  });

  it('leaves alone what is imported as a whole, for its effect, or from within', () => {
    const lines = ['import * as all from "vscode";', 'import "vscode";', 'import { a } from "./part0.js";'];
    assert.deepEqual(merged(...lines), lines);
  });
});
