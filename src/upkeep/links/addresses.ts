import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** An address that a name leads to. */
export interface Address {
  address: string;
  family: 4 | 6;
}

/** All addresses of a name; an address gives itself. Throws as `dns.lookup` does. */
export type Resolve = (hostname: string) => Promise<Address[]>;

/** What the machine's own resolver says. */
export const systemResolve: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * Whether an address belongs to the public internet: not to this machine, a private or shared network, a link, a
 * tunnel that leads to either, or what is reserved (IANA special-purpose registries, by ipaddr.js).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // Of IPv6 only 2000::/3 is given out as global unicast (RFC 4291, 2.4; IANA).
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'));
}
