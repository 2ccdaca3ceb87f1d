import assert from 'node:assert/strict';
import { languageName } from '../../../../src/core/base/languageName.ts';

describe('the name of a language', () => {
  it('is the one that people know', () => {
    const ids = ['typescriptreact', 'abap', 'yaml', 'cuda-cpp', 'objective-c', 'plaintext', 'search-result'];
    assert.deepEqual(ids.map(languageName), [
      'TypeScript JSX',
      'ABAP',
      'YAML',
      'CUDA C++',
      'Objective-C',
      'Plain Text',
      'Search Results',
    ]);
  });

  it('is the id with a capital letter where that is all that differs, and the id where nothing is known', () => {
    assert.deepEqual(['python', 'rust', 'c', 'No language', 'acme-script', 'x86asm', ''].map(languageName), [
      'Python',
      'Rust',
      'C',
      'No language',
      'acme-script',
      'x86asm',
      '',
    ]);
  });
});
