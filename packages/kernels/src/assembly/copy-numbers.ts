/** Numbers `from` to `to` of one array into the same places of another. */
export function copyNumbers(source: usize, target: usize, from: u32, to: u32): void {
  memory.copy(target + ((<usize>from) << 2), source + ((<usize>from) << 2), (<usize>(to - from)) << 2);
}
