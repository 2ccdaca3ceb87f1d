import { connect } from '../../src/database/connect.ts';
import { takeStandings } from '../../src/leaderboards/standings.ts';
import { type Person, signUp } from './client.ts';
import { joinAs, makeOrganization, share } from './organization.ts';
import { testNow } from './testNow.ts';
import { type TestServer, database, startTestServer } from './testServer.ts';

export interface Standings {
  readonly from: string;
  readonly to: string;
  readonly isFinal: boolean;
  readonly rows: readonly {
    readonly rank: number;
    readonly alias: string;
    readonly isYou: boolean;
    readonly value: number;
    readonly claimedSeconds: number;
    readonly leftOutDays: number;
  }[];
  readonly languages: readonly string[];
}

interface DayToShare {
  readonly day: string;
  readonly seconds: number;
  /** Default: all of it. */
  readonly measuredSeconds?: number;
  readonly focusSeconds?: number;
  readonly source?: string;
  readonly language?: string;
  /** Default: the personal one. */
  readonly organization?: string;
}

export interface BoardTeam {
  readonly id: string;
  readonly people: readonly Person[];
  /** Takes one of them in again. */
  readonly join: (at: number) => Promise<void>;
}

export const hours = (count: number): number => count * 3600;
export const valuesOf = ({ rows }: Standings): (string | number)[][] => rows.map(({ alias, value }) => [alias, value]);

/** Server, database, and helpers of the tests of a suite; there while they run. */
interface LeaderboardSuite {
  server: TestServer;
  board: Leaderboards;
}

/** Starts a server for the tests of the suite that calls this, and stops it after them. */
export function useLeaderboards(): Readonly<LeaderboardSuite> {
  const suite = {} as LeaderboardSuite;
  before(async () => {
    suite.server = await startTestServer({ registration: 'open' });
    suite.board = new Leaderboards(suite.server);
  });
  after(() => suite.server.stop());
  return suite;
}

/** The leaderboards of a server, for tests. */
class Leaderboards {
  readonly #server: TestServer;
  #revision = 0;

  constructor(server: TestServer) {
    this.#server = server;
  }

  share(person: Person, told: DayToShare): Promise<unknown> {
    const { day, seconds, source = 'laptop', language, organization, ...measured } = told;
    this.#revision += 1;
    const items = [language === undefined ? { seconds } : { seconds, language }];
    const level = language === undefined ? 'totals' : 'language';
    const days = [{ day, revision: this.#revision, items, measuredSeconds: seconds, ...measured }];
    return share(person, { level, source, days }, organization);
  }

  /** Takes standings as the hourly upkeep does. */
  async take(now = testNow()): Promise<number> {
    const { db } = connect(this.#server.databaseUrl, 2, { onError: () => undefined });
    try {
      return await takeStandings(db, now);
    } finally {
      await db.destroy();
    }
  }

  /** An organization whose people all take part, as `Player 0` and so on. */
  async makeTeam(size: number): Promise<BoardTeam> {
    const owner = await signUp(this.#server.client());
    const id = await makeOrganization(owner);
    const others = await Promise.all(
      Array.from({ length: size - 1 }, () => joinAs(this.#server, { owner, id, role: 'member' })),
    );
    const people = [owner, ...others];
    const join = async (at: number): Promise<void> =>
      void (await people[at]?.client.ok('PUT', `/leaderboards/me?organization=${id}`, { alias: `Player ${at}` }));
    for (const at of people.keys()) await join(at);
    return { id, people, join };
  }

  show({ client }: Person, id: string, query: string): Promise<Standings> {
    return client.ok<Standings>('GET', `/leaderboards?organization=${id}&${query}`);
  }

  async countRows(table: string, where: string): Promise<number> {
    return (await database.query(`select 1 from ${table} where ${where}`, this.#server.databaseUrl)).rows.length;
  }
}
