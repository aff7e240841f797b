/**
 * Plans must not depend on what the tables looked like when a connection first used them: always by index. What that makes PostgreSQL
 * believe of costs must not make it compile.
 */
export const SETTINGS =
  'SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off';

/** What whoever writes does first. Assigned, and not queried: a query costs more than a lock. Needs a variable `done`. */
export const BEGIN_WRITING = `
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'read committed is needed' USING ERRCODE = 'SIN01';
  END IF;
  -- What is acknowledged is on the disk, also where the server is told not to care.
  IF current_setting('synchronous_commit') = 'off' THEN done := set_config('synchronous_commit', 'on', true); END IF;
`;

/** Whose it is: in `own`, from `own_name`, and for the policies of row level security. */
export const OWN_TENANT = `
  own := (SELECT t.id FROM tenants t WHERE t.name = own_name);
  IF own IS NULL THEN own := new_tenant(own_name); END IF;
  done := set_config('sintonia.tenant', own::text, true);
`;

/** What has to happen next to the data: opening, locking, erasing, and beginning a new part. */
export const functions = `
-- Whether this is still the server that the log was begun on. A managed one may not tell.
CREATE FUNCTION this_server() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT system_identifier::text FROM pg_control_system());
EXCEPTION WHEN insufficient_privilege THEN
  RETURN '';
END $$;

-- The next two are for functions that have set what they need.
CREATE FUNCTION new_tenant(own_name text) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenants (name) VALUES (own_name) ON CONFLICT DO NOTHING;
  RETURN (SELECT t.id FROM tenants t WHERE t.name = own_name);
END $$;

-- Locks until the end of the transaction, always in the same order: the tenant, then names by their hash. Two names of one hash only
-- wait for each other. No names: the whole tenant. It gives true, since what is assigned needs no query, and a query costs more than
-- a lock.
CREATE FUNCTION lock_names(own_name text, names text[], is_shared boolean[]) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  own_lock bigint := hashtextextended(current_schema() || ' tenant ' || own_name, 0);
  prefix text := current_schema() || ' name ' || own_name || ' ';
  done text;
BEGIN
  IF names IS NULL THEN
    done := pg_advisory_xact_lock(own_lock);
    RETURN true;
  END IF;
  done := pg_advisory_xact_lock_shared(own_lock);
  IF cardinality(names) > 1 THEN
    PERFORM CASE WHEN n.is_shared THEN pg_advisory_xact_lock_shared(n.number) ELSE pg_advisory_xact_lock(n.number) END
    FROM (
      SELECT hashtextextended(prefix || n.name, 0) AS number, bool_and(n.is_shared) AS is_shared
      FROM unnest(names, is_shared) AS n(name, is_shared) GROUP BY 1 ORDER BY 1
    ) AS n;
  ELSIF is_shared[1] THEN
    done := pg_advisory_xact_lock_shared(hashtextextended(prefix || names[1], 0));
  ELSE
    done := pg_advisory_xact_lock(hashtextextended(prefix || names[1], 0));
  END IF;
  RETURN true;
END $$;

CREATE FUNCTION erase_person(own_name text, lock_name text, erased text, OUT signals int, OUT entries int)
LANGUAGE plpgsql ${SETTINGS} AS $$
DECLARE
  own int;
  gone text[];
  done text;
BEGIN
  ${BEGIN_WRITING}
  done := lock_names(own_name, ARRAY[lock_name], ARRAY[false]);
  done := nextval('versions');
  ${OWN_TENANT}
  WITH deleted AS (DELETE FROM signals s WHERE s.tenant = own AND s.person = erased RETURNING s.id)
  SELECT array_agg(d.id) INTO gone FROM deleted d;
  DELETE FROM signal_ids i WHERE i.tenant = own AND i.id = ANY (gone);
  DELETE FROM entries e WHERE e.tenant = own AND e.person = erased AND e.person <> '';
  GET DIAGNOSTICS entries = ROW_COUNT;
  signals := coalesce(cardinality(gone), 0);
END $$;

-- Nobody is writing while the part changes: whatever is in a later part was committed later, whatever clocks say.
CREATE FUNCTION begin_part() RETURNS int LANGUAGE plpgsql ${SETTINGS} AS $$
DECLARE
  begun int;
BEGIN
  LOCK TABLE signals IN EXCLUSIVE MODE;
  UPDATE store SET part = part + 1, part_since = now(), server = this_server()
  WHERE part_since < now() - interval '1 month' OR server <> this_server()
  RETURNING part INTO begun;
  IF begun IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('CREATE TABLE signals_%s PARTITION OF signals FOR VALUES FROM (%s) TO (%s)', begun, begun, begun + 1);
  IF (SELECT relrowsecurity FROM pg_class WHERE oid = 'signals'::regclass) THEN
    EXECUTE format('ALTER TABLE signals_%s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', begun);
  END IF;
  RETURN begun;
END $$;
`;
