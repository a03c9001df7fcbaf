import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/upkeep/links/addresses.js';
import { checkLink, type LinkResult } from '../../../src/upkeep/links/request.js';
import { DEAD_AFTER_DAYS, isDue, type LinkState, nextState } from '../../../src/upkeep/links/state.js';

const INNER = [
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['0.0.0.0', 'this host'],
  ['0.1.2.3', 'this network'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'link-local, the metadata of clouds'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.127.255.254', 'carrier-grade NAT'],
  ['192.0.0.8', 'protocol assignments'],
  ['192.0.2.1', 'documentation'],
  ['198.18.0.1', 'benchmarks'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'IPv4-mapped loopback'],
  ['::ffff:10.0.0.1', 'IPv4-mapped private'],
  ['::ffff:8.8.8.8', 'IPv4-mapped'],
  ['::127.0.0.1', 'IPv4-compatible'],
  ['fe80::1', 'link-local'],
  ['febf::1', 'link-local'],
  ['fc00::1', 'unique local'],
  ['fd12:3456::1', 'unique local'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['64:ff9b::7f00:1', 'NAT64 of loopback'],
  ['64:ff9b:1::1', 'local NAT64'],
  ['2002:7f00:1::', '6to4 of loopback'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['3fff::1', 'documentation'],
  ['100::1', 'discard'],
  ['4000::1', 'not given out'],
  ['localhost', 'no address'],
  ['', 'no address'],
] as const;

describe('isPublicAddress', () => {
  it.each(INNER)('is false for %s: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '2606:4700::1111'])(
    'is true for %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('checkLink, before any connection', () => {
  const resolve = (hostname: string) => {
    const names: Record<string, string[]> = {
      'inner.test': ['10.0.0.1'],
      'both.test': ['93.184.216.34', '127.0.0.1'],
      'mapped.test': ['::ffff:127.0.0.1'],
      'none.test': [],
    };
    // An address gives itself, as the machine's resolver does.
    const found = names[hostname] ?? [hostname];
    return Promise.resolve(
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }) as const),
    );
  };

  it.each([
    ['file:///etc/passwd', 'no-web-address'],
    ['ftp://example.org/', 'no-web-address'],
    ['gopher://127.0.0.1:6379/_INFO', 'no-web-address'],
    ['data:text/html,hi', 'no-web-address'],
    ['not an address', 'no-address'],
    ['http://user:secret@example.org/', 'password'],
    ['http://example.org:22/', 'port'],
    ['http://example.org:6379/', 'port'],
    ['https://example.org:8443/', 'port'],
    ['http://inner.test/', 'inner-network'],
    ['http://both.test/', 'inner-network'],
    ['http://mapped.test/', 'inner-network'],
    ['http://127.0.0.1/', 'inner-network'],
    ['http://127.1/', 'inner-network'],
    ['http://2130706433/', 'inner-network'],
    ['http://0x7f000001/', 'inner-network'],
    ['http://0177.0.0.1/', 'inner-network'],
    ['http://[::1]/', 'inner-network'],
    ['http://[::ffff:7f00:1]/', 'inner-network'],
    ['http://169.254.169.254/latest/meta-data/', 'inner-network'],
    ['http://①②⑦.⓪.⓪.①/', 'inner-network'],
  ])('refuses %s: %s', async (url, result) => {
    expect(await checkLink(url, { resolve })).toEqual({ kind: 'refused', result });
  });

  it('is unreachable where a name leads nowhere', async () => {
    expect(await checkLink('http://none.test/', { resolve })).toEqual({
      kind: 'unreachable',
      result: 'no-such-name',
    });
  });
});

const broken: LinkResult = { kind: 'broken', result: '404' };
const works: LinkResult = { kind: 'works', result: '200' };
const unclear: LinkResult = { kind: 'unclear', result: '403' };
const refused: LinkResult = { kind: 'refused', result: 'inner-network' };

function stateAfter(...steps: [LinkResult, string][]): LinkState | undefined {
  return steps.reduce<LinkState | undefined>(
    (state, [result, day]) => nextState(state, result, day),
    undefined,
  );
}

describe('the state of a link', () => {
  it('is dead on the third day that it fails, not before', () => {
    expect(stateAfter([broken, '2026-03-01'])?.state).toBe('failing');
    expect(stateAfter([broken, '2026-03-01'], [broken, '2026-03-02'])?.state).toBe('failing');
    expect(stateAfter([broken, '2026-03-01'], [broken, '2026-03-02'], [broken, '2026-03-05'])).toEqual({
      state: 'dead',
      failedDays: 3,
      lastFailedOn: '2026-03-05',
    });
  });

  it('counts several failures of one day once', () => {
    const day = '2026-03-01';
    expect(stateAfter([broken, day], [broken, day], [broken, day], [broken, day])?.state).toBe('failing');
  });

  it('forgets every failure with one success, also of a dead one', () => {
    const dead: [LinkResult, string][] = [
      [broken, '2026-03-01'],
      [broken, '2026-03-02'],
      [broken, '2026-03-03'],
    ];
    expect(stateAfter(...dead, [works, '2026-03-04'])).toEqual({
      state: 'works',
      failedDays: 0,
      lastFailedOn: null,
    });
    expect(stateAfter(...dead, [works, '2026-03-04'], [broken, '2026-03-05'])?.state).toBe('failing');
  });

  it('neither counts nor forgets where a server keeps programs out', () => {
    expect(stateAfter([broken, '2026-03-01'], [unclear, '2026-03-02'])).toMatchObject({
      state: 'unclear',
      failedDays: 1,
    });
    expect(
      stateAfter(
        [broken, '2026-03-01'],
        [unclear, '2026-03-02'],
        [broken, '2026-03-03'],
        [broken, '2026-03-04'],
      )?.state,
    ).toBe('dead');
  });

  it('is dead if and only if it failed on three different days since it last worked', () => {
    const step = fc.tuple(fc.constantFrom(broken, works, unclear), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let at = 0;
        let state: LinkState | undefined;
        let days = new Set<number>();
        for (const [result, wait] of steps) {
          at += wait;
          state = nextState(state, result, new Date(at * 86_400_000).toISOString().slice(0, 10));
          if (result === works) days = new Set();
          if (result === broken) days.add(at);
        }
        expect(state?.state === 'dead').toBe(days.size >= DEAD_AFTER_DAYS);
      }),
    );
  });

  it('is asked again after a week, and after a day while it fails', () => {
    const checkedAt = new Date('2026-03-01T10:00:00Z');
    const on = (day: string) => new Date(`2026-03-${day}T09:00:00Z`);
    expect(isDue({ state: 'failing', checkedAt }, on('02'))).toBe(true);
    expect(isDue({ state: 'failing', checkedAt }, new Date('2026-03-01T12:00:00Z'))).toBe(false);
    for (const { state } of [
      nextState(undefined, works, '2026-03-01'),
      nextState(undefined, refused, '2026-03-01'),
    ]) {
      expect(isDue({ state, checkedAt }, on('07'))).toBe(false);
      expect(isDue({ state, checkedAt }, on('08'))).toBe(true);
    }
  });
});
