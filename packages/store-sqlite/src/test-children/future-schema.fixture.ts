import { type SchemaStep, schema } from '../schema.js';

/** Two steps as a later version might bring them: one adds and fills a column, one makes a table anew. */
export const futureSteps: readonly SchemaStep[] = [
  ...schema,
  {
    up: `
    ALTER TABLE signals ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
    UPDATE signals SET day = timestamp / 86400000;
    CREATE INDEX signals_by_day ON signals (tenant, day);`,
    down: `
    DROP INDEX signals_by_day;
    ALTER TABLE signals DROP COLUMN day;`,
  },
  {
    up: `
    CREATE TABLE people (id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (tenant, name)) STRICT;
    INSERT INTO people (tenant, name) SELECT DISTINCT tenant, person FROM signals ORDER BY tenant, person;`,
    down: 'DROP TABLE people;',
  },
];
