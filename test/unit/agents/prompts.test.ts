import assert from 'node:assert/strict';
import {
  editorVariables,
  fillPrompt,
  inputsOf,
  parsePromptFile,
  type PromptFile,
} from '../../../src/agents/prompts/promptFile.ts';
import { starterPrompts } from '../../../src/agents/prompts/starterPrompts.ts';

describe('a prompt file', () => {
  it('has a name and a description in its front matter, or the name of the file', () => {
    const text =
      '---\r\ndescription: "Review: my changes"\r\nagent: agent\r\ntools: [\'search\']\r\n---\r\n\r\nReview.\r\n';
    assert.deepEqual(parsePromptFile('/w/.github/prompts/review.prompt.md', text), {
      name: 'review',
      description: 'Review: my changes',
      body: 'Review.',
    });
    assert.equal(parsePromptFile('a.md', '\uFEFF---\nname: Other\n---\nx').name, 'Other');
    assert.deepEqual(parsePromptFile('C:\\w\\a.md', '\uFEFFx\n'), { name: 'a', description: '', body: 'x' });
  });

  it('has no front matter where the first lines are none', () => {
    for (const text of ['x\n---\nname: a\n---\ny', '---\nname: a\ny', '# name: a\n---'])
      assert.deepEqual(parsePromptFile('p.prompt.md', text), { name: 'p', description: '', body: text });
    assert.equal(parsePromptFile('p.md', '---\n---\nx').body, 'x');
  });

  const prompt = (body: string): PromptFile => ({ name: 'p', description: '', body });

  it('of a stranger takes no long time, whatever is begun in it and not ended', () => {
    const begun = performance.now();
    for (const piece of ['${a', '${a:', '${a:b:', '${input:', '---\n', '--- ', 'name: ', 'name:\n']) {
      const parsed = parsePromptFile('p.md', piece.repeat(256_000 / piece.length));
      inputsOf(parsed);
      fillPrompt(parsed, { inputs: new Map(), editor: {} });
    }
    assert.ok(performance.now() - begun < 8000, `${performance.now() - begun} ms`);
  });

  it('has a name and a description that fit a list', () => {
    const long = 'x'.repeat(100_000);
    const { name, description } = parsePromptFile('p.md', `---\nname: ${long}\ndescription: ${long}\n---\nx`);
    assert.deepEqual([name.length, description.length], [200, 1000]);
  });

  it('asks for each input once, with the first hint', () => {
    const body = '${input:a} ${input:b:Which one} ${input:a:What: exactly} ${input:a:other} ${input} ${input:} ${file}';
    assert.deepEqual(inputsOf(prompt(body)), [
      { name: 'a', placeholder: 'What: exactly' },
      { name: 'b', placeholder: 'Which one' },
    ]);
  });

  it('is filled in, and keeps what nobody knows', () => {
    const body = '${input:a:Hint} in ${file}; ${selection} ${fileBasename} ${constructor} ${file:x} $HOME ${input:b}';
    const values = { inputs: new Map([['a', '$& ${file} $1']]), editor: { file: 'src/a.ts', selection: '' } };
    assert.equal(
      fillPrompt(prompt(body), values),
      '$& ${file} $1 in src/a.ts;  ${fileBasename} ${constructor} ${file:x} $HOME ${input:b}',
    );
  });
});

describe('the starter prompts', () => {
  it('are ten, each with a description, and with no variable that nothing fills in', () => {
    assert.equal(starterPrompts.length, 10);
    assert.equal(new Set(starterPrompts.map(({ file }) => file)).size, 10);
    for (const { file, text } of starterPrompts) {
      const parsed = parsePromptFile(file, text);
      assert.match(file, /^[a-z-]+\.prompt\.md$/);
      assert.ok(parsed.description !== '' && parsed.body.length > 300, file);
      const inputs = new Map(inputsOf(parsed).map(({ name }) => [name, 'x']));
      const editor = Object.fromEntries(editorVariables.map((name) => [name, 'x']));
      assert.doesNotMatch(fillPrompt(parsed, { inputs, editor }), /\$\{/, file);
    }
  });
});
