/**
 * The rows of a JSON text, to select from: `key` is the place, `value` the row. Without a limit SQLite would write the row out as text
 * anew for every column that is taken from it.
 */
export const EACH_ROW = '(SELECT key, value FROM json_each(?) LIMIT -1)';
