import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../scripts/stack/engine.js';

const none = { meiliUrl: undefined, meiliKey: undefined, meiliBinary: undefined };
const server = { ...none, meiliUrl: 'http://127.0.0.1:7700', meiliKey: 'key' };

describe('the search engine of npm run stack', () => {
  it('is missing loudly, as a wrong setting, where nothing names one', () => {
    expect(() => chooseEngine({}, none)).toThrow(/THE SEARCH ENGINE IS MISSING.*--without-meili/s);
    expect(() => chooseEngine({}, none)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });

  it('is refused where the program that was named is not there', () => {
    expect(() => chooseEngine({ meili: '/no/such' }, none)).toThrow('--meili: there is no /no/such');
    expect(() => chooseEngine({}, { ...none, meiliBinary: '/no/such' })).toThrow('MEILI_BIN: there is no');
  });

  it('is the program of the command line before the server of the settings, and that before MEILI_BIN', () => {
    const binary = process.execPath;
    expect(chooseEngine({ meili: binary }, server)).toEqual({ binary });
    expect(chooseEngine({}, { ...server, meiliBinary: binary })).toEqual({
      url: server.meiliUrl,
      key: 'key',
    });
    expect(chooseEngine({}, { ...none, meiliBinary: binary })).toEqual({ binary });
    expect(chooseEngine({ 'without-meili': true, meili: binary }, server)).toBe('none');
  });
});
