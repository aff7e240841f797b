/** Under this name segments that are declared as rules appear among the memberships of other segmenters. */
export const RULES = 'rules';
