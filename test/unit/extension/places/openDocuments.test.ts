import assert from 'node:assert/strict';
import { editor, FakeDocument } from '../../../fakes/typing/vscode.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { OpenDocuments } = await withFakeVscode(
  () => import('../../../../src/extension/places/openDocuments.ts'),
  new URL('../../../fakes/typing/vscode.ts', import.meta.url).href,
);

type Found = NonNullable<Parameters<InstanceType<typeof OpenDocuments>['find']>[0]>;

const uri = (name: string): Found => ({ toString: () => `file:///p/${name}` }) as Found;
const document = (name: string): FakeDocument => new FakeDocument(name, []);

describe('the open documents', () => {
  afterEach(() => (editor.open = []));

  it('are listed by VS Code once, however many searches and documents there are', () => {
    const first = document('a.ts');
    let lists = 0;
    editor.open = [first];
    editor.listed = () => lists++;
    const documents = new OpenDocuments();
    assert.equal(lists, 0, 'none before there is a search');
    assert.equal(documents.find(uri('a.ts')), first);
    const others = Array.from({ length: 2_000 }, (_, i) => document(`${i}.ts`));
    for (const each of others) {
      editor.opened.fire(each);
      assert.equal(documents.find(uri(each.name)), each);
    }
    assert.equal(documents.find(uri('b.ts')), undefined);
    assert.equal(lists, 1);
    documents.dispose();
  });

  it('are found no longer once they are closed', () => {
    editor.open = [document('a.ts'), document('b.ts')];
    const documents = new OpenDocuments();
    assert.ok(documents.find(uri('a.ts')));
    editor.closed.fire(document('a.ts'));
    assert.equal(documents.find(uri('a.ts')), undefined);
    assert.ok(documents.find(uri('b.ts')));
    documents.dispose();
    editor.closed.fire(document('b.ts'));
    assert.ok(documents.find(uri('b.ts')), 'it listens no longer');
  });
});
