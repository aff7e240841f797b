/** Everything that is kept. Written for a search path that names our schema first. */
export const tables = `
-- One row: which schema this is, and which part of the log is being written, since when, on which server.
CREATE TABLE store (
  is_sintonia boolean PRIMARY KEY DEFAULT true CHECK (is_sintonia),
  version int NOT NULL, part int NOT NULL, part_since timestamptz NOT NULL, server text NOT NULL
);

-- Versions of entries. A sequence gives none twice, whatever is deleted or rolled back.
CREATE SEQUENCE versions;

CREATE TABLE tenants (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE
);

-- The log, in the order (part, tx, pos): "tx" is the transaction that wrote the signal, "pos" its place in there. Parts follow
-- one another in time and are partitions, so that a month can be moved or let go as a whole. What may be searched for is a
-- column; the other members are one JSON list in "rest".
CREATE TABLE signals (
  tenant int NOT NULL, part int NOT NULL, tx bigint NOT NULL, pos int NOT NULL,
  id text COLLATE "C" NOT NULL, person text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL,
  timestamp bigint NOT NULL, rest text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, part, tx, pos)
) PARTITION BY RANGE (part);
CREATE INDEX signals_by_person ON signals (tenant, person, part, tx, pos);
CREATE TABLE signals_1 PARTITION OF signals FOR VALUES FROM (1) TO (2);

-- Ids are unique over all parts, which an index of a partitioned table cannot promise unless it holds the part.
CREATE TABLE signal_ids (tenant int NOT NULL, id text COLLATE "C" NOT NULL, PRIMARY KEY (tenant, id));

-- "person" is empty where there is none. The value is JSON (as text, because jsonb cannot hold U+0000) or bytes. Room is left on
-- every page, so that an entry that is put again stays on its page and no index has to know.
CREATE TABLE entries (
  tenant int NOT NULL, collection text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, person text COLLATE "C" NOT NULL,
  version bigint NOT NULL, value text COLLATE "C", bytes bytea, PRIMARY KEY (tenant, collection, id, person),
  CHECK ((value IS NULL) <> (bytes IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX entries_by_person ON entries (tenant, person, collection, id) WHERE person <> '';
`;
