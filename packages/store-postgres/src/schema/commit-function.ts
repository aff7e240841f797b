import { BEGIN_WRITING, OWN_TENANT, SETTINGS } from './functions.js';

/**
 * Writes many batches of one tenant in one transaction and one round trip. They come in waves: those of one wave have nothing to do
 * with each other, so that each step is one statement for all of them. A batch that fails is left out; the others happen.
 *
 * What it gives is nothing where all was as hoped and nothing was put; else `[versions of puts, conflicts, duplicates]`, as JSON. The
 * latter two are places, from 1, among the checks and the signals.
 */
export const commitFunction = `
CREATE FUNCTION commit_batches(
  -- No names: the whole tenant.
  own_name text, names text[], is_shared boolean[],
  -- Of each batch; no waves where there is one batch. The others say which batch, from 1, they belong to. What there is none of is null.
  batch_wave int[], batch_refuses boolean[],
  -- JSON comes as lines: it holds no line break, and needs no second escaping.
  s_batch int[], s_id text[], s_person text[], s_type text[], s_timestamp bigint[], s_rest text,
  c_batch int[], c_collection text[], c_id text[], c_person text[], c_version bigint[],
  p_batch int[], p_collection text[], p_id text[], p_person text[], p_value text, p_bytes bytea[],
  d_batch int[], d_collection text[], d_id text[], d_person text[],
  t_batch int[], t_person text[], t_before bigint[]
) RETURNS text LANGUAGE plpgsql ${SETTINGS} AS $$
DECLARE
  own int;
  versions bigint[] := '{}';
  conflicts int[] := '{}';
  duplicates int[] := '{}';
  last_wave int := 1;
  -- Of each batch: whether it is of this wave and has not failed.
  live boolean[] := '{t}';
  failed boolean[] := '{}';
  refused boolean[];
  wanted int;
  added int;
  repeated int[];
  is_repeated boolean[];
  found record;
  place int;
  gone text[];
  more text[];
  done text;
BEGIN
  ${BEGIN_WRITING}
  IF names IS NULL OR cardinality(names) > 0 THEN done := lock_names(own_name, names, is_shared); END IF;
  ${OWN_TENANT}
  IF cardinality(p_batch) > 0 THEN
    -- Given under the lock, and so in the order of the puts of each key.
    FOR place IN 1 .. cardinality(p_batch) LOOP versions[place] := nextval('versions'); END LOOP;
  ELSE
    -- Whoever watches by asking sees by the sequence that something happened.
    done := nextval('versions');
  END IF;
  IF cardinality(batch_wave) > 0 THEN last_wave := (SELECT max(w) FROM unnest(batch_wave) AS w); END IF;

  FOR this_wave IN 1 .. last_wave LOOP
    IF cardinality(batch_wave) > 0 THEN live := ARRAY(SELECT w = this_wave FROM unnest(batch_wave) AS w); END IF;

    IF cardinality(c_batch) > 0 THEN
      FOREACH place IN ARRAY ARRAY(
        SELECT c.place
        FROM unnest(c_batch, c_collection, c_id, c_person, c_version) WITH ORDINALITY
          AS c(batch, collection, id, person, version, place)
        WHERE live[c.batch] AND c.version <> coalesce((
          SELECT e.version FROM entries e
          WHERE e.tenant = own AND e.collection = c.collection AND e.id = c.id AND e.person = c.person), 0)
      ) LOOP
        live[c_batch[place]] := false;
        failed[c_batch[place]] := true;
        conflicts := conflicts || place;
      END LOOP;
    END IF;

    IF cardinality(t_batch) > 0 THEN
      gone := '{}';
      FOR found IN
        SELECT t.person, t.before FROM unnest(t_batch, t_person, t_before) AS t(batch, person, before) WHERE live[t.batch]
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
      INSERT INTO signal_ids (tenant, id)
      SELECT own, s.id FROM unnest(s_batch, s_id) AS s(batch, id) WHERE live[s.batch] ORDER BY s.id
      ON CONFLICT DO NOTHING;
      GET DIAGNOSTICS added = ROW_COUNT;
      wanted := cardinality(s_batch);
      IF cardinality(batch_wave) > 0 THEN
        wanted := (SELECT count(*) FROM unnest(s_batch) AS s(batch) WHERE live[s.batch]);
      END IF;
      IF added < wanted THEN
        -- What this transaction has not added, or for one before.
        repeated := ARRAY(
          SELECT s.place FROM (
            SELECT s.batch, s.id, s.place, row_number() OVER (PARTITION BY s.id ORDER BY batch_wave[s.batch], s.place) AS nth
            FROM unnest(s_batch, s_id) WITH ORDINALITY AS s(batch, id, place)
            WHERE live[s.batch] OR (batch_wave[s.batch] < this_wave AND failed[s.batch] IS NOT true)
          ) AS s
          WHERE live[s.batch] AND (s.nth > 1 OR NOT EXISTS (
            SELECT FROM signal_ids i WHERE i.tenant = own AND i.id = s.id AND i.xmin = pg_current_xact_id()::xid
          )) ORDER BY s.place
        );
        duplicates := duplicates || repeated;
        is_repeated := array_fill(false, ARRAY[cardinality(s_batch)]);
        refused := '{}';
        FOREACH place IN ARRAY repeated LOOP
          is_repeated[place] := true;
          CONTINUE WHEN NOT batch_refuses[s_batch[place]];
          live[s_batch[place]] := false;
          failed[s_batch[place]] := true;
          refused[s_batch[place]] := true;
        END LOOP;
        IF cardinality(refused) > 0 THEN
          -- What was trimmed cannot be brought back alone. Such a batch comes without others.
          IF cardinality(t_batch) > 0 THEN
            RAISE EXCEPTION 'refused' USING ERRCODE = 'SIN02',
              DETAIL = to_json(ARRAY(SELECT s_id[d.place] FROM unnest(duplicates) AS d(place)))::text;
          END IF;
          DELETE FROM signal_ids i WHERE i.tenant = own AND i.id = ANY (ARRAY(
            SELECT s.id FROM unnest(s_batch, s_id) WITH ORDINALITY AS s(batch, id, place)
            WHERE refused[s.batch] AND NOT is_repeated[s.place]
          ));
        END IF;
      END IF;
      -- The lock of the table comes before the part is read, and nobody has it while a part begins.
      INSERT INTO signals (tenant, part, tx, pos, id, person, type, timestamp, rest)
      SELECT own, (SELECT part FROM store), (SELECT pg_current_xact_id()::text::bigint), s.place,
        s.id, s.person, s.type, s.timestamp, s.rest
      FROM unnest(s_batch, s_id, s_person, s_type, s_timestamp, string_to_array(s_rest, E'\\n')) WITH ORDINALITY
        AS s(batch, id, person, type, timestamp, rest, place)
      WHERE live[s.batch] AND is_repeated[s.place] IS NOT true;
    END IF;

    IF cardinality(p_batch) > 0 THEN
      INSERT INTO entries AS e (tenant, collection, id, person, version, value, bytes)
      SELECT own, p.collection, p.id, p.person, versions[p.place], p.value, p.bytes
      FROM unnest(p_batch, p_collection, p_id, p_person, string_to_array(p_value, E'\\n', ''), p_bytes) WITH ORDINALITY
        AS p(batch, collection, id, person, value, bytes, place)
      WHERE live[p.batch] AND (p.value IS NOT NULL OR p.bytes IS NOT NULL)
      ON CONFLICT (tenant, collection, id, person)
      DO UPDATE SET version = excluded.version, value = excluded.value, bytes = excluded.bytes;
    END IF;

    IF cardinality(d_batch) > 0 THEN
      DELETE FROM entries WHERE ctid = ANY (ARRAY(
        SELECT (
          SELECT e.ctid FROM entries e
          WHERE e.tenant = own AND e.collection = d.collection AND e.id = d.id AND e.person = d.person
        )
        FROM unnest(d_batch, d_collection, d_id, d_person) AS d(batch, collection, id, person) WHERE live[d.batch]
      ));
    END IF;
  END LOOP;

  IF cardinality(versions) + cardinality(conflicts) + cardinality(duplicates) = 0 THEN RETURN NULL; END IF;
  RETURN json_build_array(versions, conflicts, duplicates)::text;
END $$;
`;
