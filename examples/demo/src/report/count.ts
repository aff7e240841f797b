/** 12345 as 12,345. */
export const count = (number: number): string => number.toLocaleString('en');
