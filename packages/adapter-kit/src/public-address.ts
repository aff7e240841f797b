import { BlockList, isIP, isIPv4 } from 'node:net';

const refused = new BlockList();
// What is no public address of its own: https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast.
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  refused.addSubnet(network, bits, 'ipv4');
}
// Azure's metadata and agents, at an address that looks like any other.
refused.addAddress('168.63.129.16', 'ipv4');
// Within the global unicast addresses: tunnels, which hold an IPv4 address (Teredo, 6to4), and documentation.
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  refused.addSubnet(network, bits, 'ipv6');
}

// All of IPv6 that is anybody's. Loopback, link-local, private, multicast, mapped IPv4 and NAT64 lie outside.
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an IP address belongs to the public internet: neither private, loopback, link-local (where clouds keep the metadata
 * of a machine), shared, multicast, reserved, nor IPv4 in the clothes of IPv6. What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  // With a zone, such as fe80::1%eth0, an address is of this machine only.
  if (isIP(address) === 0 || address.includes('%')) return false;
  if (isIPv4(address)) return !refused.check(address, 'ipv4');
  return globalUnicast.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
