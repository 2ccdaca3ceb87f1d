import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { Pairing } from '../../../src/hub/browser/pairing.ts';
import { clock, eventually, StartedHub } from '../../../test/unit/hub/startedHub.ts';

/** A browser with the companion. */
interface Browser {
  /** The companion's storage. */
  stored(): Promise<Record<string, unknown>>;
}

/** Surroundings of the companion, whatever the browser: a hub, sites of this machine under any name, and a folder. */
export class CompanionWorld {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'daymark-companion-'));
  readonly hub = new StartedHub();
  readonly #sites = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<title>${request.headers.host}</title><p>A page of ${request.headers.host}.`);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#sites.listen(0, '127.0.0.1', resolve));
    await this.hub.start();
  }

  async stop(): Promise<void> {
    await this.hub.stop();
    this.#sites.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The address of a page of a site. */
  address(host: string, page = '/a/b?secret=1#x'): string {
    return `http://${host}:${this.port}${page}`;
  }

  get port(): number {
    return (this.#sites.address() as AddressInfo).port;
  }

  /** Returns the text that the options take to pair with the hub. */
  code(): string {
    return `${new Pairing(this.hub.folder, clock).create().code}@${this.hub.hub.port}`;
  }

  /** Waits until the companion has seen a site in front for so long, in ms; over a second, a visit counts. */
  async expectSeen(browser: Browser, host: string, ms = 1200): Promise<void> {
    await eventually(async () => {
      const { open } = (await browser.stored()) as { open?: { host: string; start: number } | null };
      assert.equal(open?.host, host);
      assert.ok(Date.now() - open.start >= ms);
    });
  }

  /** Waits until the hub has everything. */
  async expectDelivered(browser: Browser): Promise<void> {
    await eventually(async () => {
      const { outbox, delivery } = (await browser.stored()) as { outbox?: unknown[]; delivery: string };
      assert.deepEqual([outbox?.length ?? 0, delivery], [0, 'delivered']);
    });
  }

  /** Expects one visit to a site, of a plausible length. @returns its span */
  expectOnce(host: string): SpanFact {
    const [span, ...more] = this.spansOf(host);
    assert.deepEqual(more, [], host);
    assert.ok(span && span.end - span.start >= 1000 && span.end - span.start < 60_000, JSON.stringify([host, span]));
    return span;
  }

  /** The spans of a site. */
  spansOf(host: string): SpanFact[] {
    return [...this.hub.spans.values()].filter(({ file = '' }) => file === host || file.startsWith(`${host}/`));
  }

  /** Expects that no two sites were in front at once. */
  expectInTurn(): void {
    const spans = [...this.hub.spans.values()].sort((a, b) => a.start - b.start);
    for (const [i, span] of spans.entries()) assert.ok(span.start >= (spans[i - 1]?.end ?? 0), 'two sites at once');
  }
}
