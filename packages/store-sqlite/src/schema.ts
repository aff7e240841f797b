/** A step from one version of the schema to the next, and back. Both keep all data. */
export interface SchemaStep {
  readonly up: string;
  /** Absent from the first step: nothing lies before it. */
  readonly down?: string;
}

/** Step by step from an empty file to what this code reads and writes. Never change one that was published; add another. */
export const schema: readonly SchemaStep[] = [
  {
    up: `
    -- The last place and version given. Both come from here, so that neither is ever given again.
    CREATE TABLE sequence (last INTEGER NOT NULL) STRICT;
    INSERT INTO sequence VALUES (0);

    CREATE TABLE tenants (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

    -- What may be searched for is a column; the other members are one JSON list in "rest".
    CREATE TABLE signals (
      tenant INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL, type TEXT NOT NULL,
      timestamp INTEGER NOT NULL, rest TEXT NOT NULL, PRIMARY KEY (tenant, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX signals_by_id ON signals (tenant, id);
    CREATE INDEX signals_by_person ON signals (tenant, person, seq);

    -- "person" is empty where there is none. "value" is JSON text or bytes.
    CREATE TABLE entries (
      tenant INTEGER NOT NULL, collection TEXT NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL,
      version INTEGER NOT NULL, value ANY NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX entries_by_id ON entries (tenant, collection, id, person);
    CREATE INDEX entries_by_person ON entries (tenant, person, collection, id) WHERE person <> '';
    `,
  },
  {
    // From here on, what was given is the larger of "sequence" and a tenant's last signal: a page less to sync a commit.
    up: '',
    down: 'UPDATE sequence SET last = max(last, (SELECT coalesce(max(seq), 0) FROM signals))',
  },
  {
    // Who learns from few types of signals need not read the others.
    up: 'CREATE INDEX signals_by_type ON signals (tenant, type, seq)',
    down: 'DROP INDEX signals_by_type',
  },
];
