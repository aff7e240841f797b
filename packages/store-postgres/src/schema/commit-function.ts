import { SETTINGS } from './functions.js';

/**
 * Writes many batches of one tenant in one transaction and one round trip. They come in waves: those of one wave have nothing to do
 * with each other, so that each step is one statement for all of them. A batch that fails is left out; the others happen.
 */
export const commitFunction = `
CREATE FUNCTION commit_batches(
  own_name text, lock_names text[], lock_shared boolean[],
  -- Of each batch. The others say which batch, from 1, they belong to. What there is none of is not handed over.
  batch_wave int[] DEFAULT '{1}', batch_refuses boolean[] DEFAULT '{f}',
  s_batch int[] DEFAULT '{}', s_id text[] DEFAULT '{}', s_person text[] DEFAULT '{}', s_type text[] DEFAULT '{}',
  s_timestamp bigint[] DEFAULT '{}', s_rest text[] DEFAULT '{}',
  c_batch int[] DEFAULT '{}', c_collection text[] DEFAULT '{}', c_id text[] DEFAULT '{}', c_person text[] DEFAULT '{}',
  c_version bigint[] DEFAULT '{}',
  p_batch int[] DEFAULT '{}', p_collection text[] DEFAULT '{}', p_id text[] DEFAULT '{}', p_person text[] DEFAULT '{}',
  p_value text[] DEFAULT '{}', p_bytes bytea[] DEFAULT '{}',
  d_batch int[] DEFAULT '{}', d_collection text[] DEFAULT '{}', d_id text[] DEFAULT '{}', d_person text[] DEFAULT '{}',
  t_batch int[] DEFAULT '{}', t_person text[] DEFAULT '{}', t_before bigint[] DEFAULT '{}',
  OUT conflict_batch int[], OUT conflict_collection text[],
  OUT duplicate_batch int[], OUT duplicate_id text[], OUT refused_batch int[], OUT put_version bigint[]
) LANGUAGE plpgsql ${SETTINGS} AS $$
DECLARE
  is_locked boolean := lock_names(own_name, lock_names, lock_shared);
  own int := tenant_of(own_name);
  is_single boolean := cardinality(batch_wave) = 1;
  last_wave int := 1;
  wanted int;
  version bigint;
  now_part int;
  now_tx bigint;
  this_wave int;
  failed boolean[] := array_fill(false, ARRAY[cardinality(batch_wave)]);
  fresh text[];
  found record;
  gone text[];
  more text[];
BEGIN
  conflict_batch := '{}'; conflict_collection := '{}'; duplicate_batch := '{}'; duplicate_id := '{}'; refused_batch := '{}';
  put_version := '{}';
  IF cardinality(p_batch) > 0 THEN
    -- Given under the lock, and so in the order of the puts of each key.
    put_version := ARRAY(SELECT nextval('versions') FROM generate_series(1, cardinality(p_batch)));
  ELSE
    -- Whoever watches by asking sees by the sequence that something happened.
    version := nextval('versions');
  END IF;
  IF NOT is_single THEN last_wave := (SELECT max(w) FROM unnest(batch_wave) AS w); END IF;
  IF cardinality(s_batch) > 0 THEN
    now_part := (SELECT s.part FROM store s);
    now_tx := pg_current_xact_id()::text::bigint;
  END IF;

  FOR this_wave IN 1 .. last_wave LOOP
    IF cardinality(c_batch) > 0 THEN
      FOR found IN
        SELECT DISTINCT ON (c.batch) c.batch, c.collection
        FROM unnest(c_batch, c_collection, c_id, c_person, c_version) AS c(batch, collection, id, person, version)
        WHERE batch_wave[c.batch] = this_wave AND c.version <> coalesce((
          SELECT e.version FROM entries e
          WHERE e.tenant = own AND e.collection = c.collection AND e.id = c.id AND e.person = c.person), 0)
      LOOP
        failed[found.batch] := true;
        conflict_batch := conflict_batch || found.batch;
        conflict_collection := conflict_collection || found.collection;
      END LOOP;
    END IF;

    IF cardinality(t_batch) > 0 THEN
      gone := '{}';
      FOR found IN
        SELECT t.person, t.before FROM unnest(t_batch, t_person, t_before) AS t(batch, person, before)
        WHERE batch_wave[t.batch] = this_wave AND NOT failed[t.batch]
      LOOP
        WITH deleted AS (
          DELETE FROM signals s WHERE s.tenant = own AND s.person = found.person AND s.timestamp < found.before RETURNING s.id
        )
        SELECT array_agg(d.id) INTO more FROM deleted d;
        gone := gone || more;
      END LOOP;
      DELETE FROM signal_ids i WHERE i.tenant = own AND i.id = ANY (gone);
    END IF;

    IF cardinality(s_batch) > 0 THEN
      -- In the order of ids, so that two who add the same ones wait for each other in one direction only.
      WITH added AS (
        INSERT INTO signal_ids (tenant, id)
        SELECT own, s.id FROM unnest(s_batch, s_id) AS s(batch, id)
        WHERE batch_wave[s.batch] = this_wave AND NOT failed[s.batch] ORDER BY s.id
        ON CONFLICT DO NOTHING RETURNING id
      )
      SELECT coalesce(array_agg(a.id), '{}') INTO fresh FROM added a;

      wanted := cardinality(s_batch);
      IF failed[1] OR NOT is_single THEN
        wanted := (
          SELECT count(*) FROM unnest(s_batch) AS s(batch) WHERE batch_wave[s.batch] = this_wave AND NOT failed[s.batch]
        );
      END IF;
      IF cardinality(fresh) < wanted THEN
        FOR found IN
          SELECT s.batch, array_agg(s.id ORDER BY s.place) FILTER (WHERE s.is_duplicate) AS ids,
            array_agg(s.id) FILTER (WHERE NOT s.is_duplicate) AS added
          FROM (
            SELECT s.batch, s.id, s.place,
              f.id IS NULL OR row_number() OVER (PARTITION BY s.id ORDER BY s.place) > 1 AS is_duplicate
            FROM unnest(s_batch, s_id) WITH ORDINALITY AS s(batch, id, place) LEFT JOIN unnest(fresh) AS f(id) ON f.id = s.id
            WHERE batch_wave[s.batch] = this_wave AND NOT failed[s.batch]
          ) AS s GROUP BY s.batch HAVING bool_or(s.is_duplicate)
        LOOP
          duplicate_batch := duplicate_batch || array_fill(found.batch, ARRAY[cardinality(found.ids)]);
          duplicate_id := duplicate_id || found.ids;
          CONTINUE WHEN NOT batch_refuses[found.batch];
          failed[found.batch] := true;
          refused_batch := refused_batch || found.batch;
          DELETE FROM signal_ids i WHERE i.tenant = own AND i.id = ANY (found.added);
        END LOOP;
        INSERT INTO signals (tenant, part, tx, pos, id, person, type, timestamp, rest)
        SELECT own, now_part, now_tx, s.place, s.id, s.person, s.type, s.timestamp, s.rest
        FROM (
          SELECT DISTINCT ON (s.id) s.* FROM unnest(s_batch, s_id, s_person, s_type, s_timestamp, s_rest) WITH ORDINALITY
            AS s(batch, id, person, type, timestamp, rest, place)
          JOIN unnest(fresh) AS f(id) ON f.id = s.id
          WHERE batch_wave[s.batch] = this_wave AND NOT failed[s.batch] ORDER BY s.id, s.place
        ) AS s ORDER BY s.place;
      ELSE
        INSERT INTO signals (tenant, part, tx, pos, id, person, type, timestamp, rest)
        SELECT own, now_part, now_tx, s.place, s.id, s.person, s.type, s.timestamp, s.rest
        FROM unnest(s_batch, s_id, s_person, s_type, s_timestamp, s_rest) WITH ORDINALITY
          AS s(batch, id, person, type, timestamp, rest, place)
        WHERE batch_wave[s.batch] = this_wave AND NOT failed[s.batch];
      END IF;
    END IF;

    -- What was trimmed cannot be brought back alone. Such a batch comes without others.
    IF cardinality(refused_batch) > 0 AND cardinality(t_batch) > 0 THEN
      RAISE EXCEPTION 'refused' USING ERRCODE = 'SIN02', DETAIL = to_json(duplicate_id)::text;
    END IF;

    IF cardinality(p_batch) > 0 THEN
      INSERT INTO entries AS e (tenant, collection, id, person, version, value, bytes)
      SELECT own, p.collection, p.id, p.person, put_version[p.place], p.value, p.bytes
      FROM unnest(p_batch, p_collection, p_id, p_person, p_value, p_bytes) WITH ORDINALITY
        AS p(batch, collection, id, person, value, bytes, place)
      WHERE batch_wave[p.batch] = this_wave AND NOT failed[p.batch] AND (p.value IS NOT NULL OR p.bytes IS NOT NULL)
      ON CONFLICT (tenant, collection, id, person)
      DO UPDATE SET version = excluded.version, value = excluded.value, bytes = excluded.bytes;
    END IF;

    IF cardinality(d_batch) > 0 THEN
      DELETE FROM entries WHERE ctid = ANY (ARRAY(
        SELECT (
          SELECT e.ctid FROM entries e
          WHERE e.tenant = own AND e.collection = d.collection AND e.id = d.id AND e.person = d.person
        )
        FROM unnest(d_batch, d_collection, d_id, d_person) AS d(batch, collection, id, person)
        WHERE batch_wave[d.batch] = this_wave AND NOT failed[d.batch]
      ));
    END IF;
  END LOOP;
END $$;
`;
