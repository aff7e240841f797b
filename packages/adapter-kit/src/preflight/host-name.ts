/** A name in the DNS that records may lie at: at least two labels, in lower case and ASCII, underscores allowed. */
export const hostName = /^(?=.{1,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.)+[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;
