import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAttempt } from '../../src/embedding/attempt.js';
import { createEmbedder } from '../../src/embedding/create.js';
import { miniLmFolder, quiet } from '../helpers/embed-model.js';

const miniLm = await miniLmFolder();
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'citymatch-embed-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const folder = async (name: string, files: Record<string, string>) => {
  const made = path.join(dataDir, name);
  await mkdir(path.join(made, 'onnx'), { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(path.join(made, file), content);
  return made;
};
const failure = async (model: string) => {
  const outcome = await createEmbedder({ model, dataDir, log: quiet }).then(
    (embedder) => embedder.close(),
    (error: unknown) => error,
  );
  return outcome as { code: string; message: string };
};
const whole = { 'config.json': '{}', 'tokenizer.json': '{}', 'onnx/model.onnx': 'no network' };

describe('createEmbedder', () => {
  it.each([
    [
      'a hub id that was not fetched',
      'Xenova/e5-small',
      /EMBEDDING_MODEL: the model Xenova\/e5-small is not in .*npm run model -- Xenova\/e5-small/,
    ],
    ['a name that is none', 'what is this?', /EMBEDDING_MODEL: "what is this\?" is no model/],
    ['a name that climbs out of the folder', 'a/../../etc', /EMBEDDING_MODEL: .* is no model/],
    ['a missing folder', '/nowhere/at/all', /EMBEDDING_MODEL: there is no folder \/nowhere\/at\/all/],
    ['a missing relative folder', './nowhere', /EMBEDDING_MODEL: there is no folder .*nowhere/],
  ])('stops with one line for %s', async (_, model, message) => {
    const error = await failure(model);
    expect(error).toMatchObject({ code: 'misconfigured' });
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
  });

  it.each([
    ['config.json', /lacks config\.json/],
    ['tokenizer.json', /lacks tokenizer\.json/],
    ['onnx/model.onnx', /holds no \.onnx file/],
  ] as const)('stops with one line when the folder has no %s', async (missing, message) => {
    const files = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== missing));
    const error = await failure(await folder(`without-${path.basename(missing)}`, files));
    expect(error).toMatchObject({ code: 'misconfigured' });
    expect(error.message).toMatch(/^EMBEDDING_MODEL: /);
    expect(error.message).toMatch(message);
  });

  it('stops with one line when the settings are no JSON', async () => {
    const error = await failure(await folder('garbled', { ...whole, 'config.json': '{' }));
    expect(error.message).toMatch(/^EMBEDDING_MODEL: .*config\.json cannot be read/);
  });

  it('stops with one line when the network is no ONNX file', async () => {
    const error = await failure(await folder('torn', whole));
    expect(error).toMatchObject({ code: 'misconfigured' });
    expect(error.message).toMatch(/^EMBEDDING_MODEL: the model in .*torn cannot be loaded: /);
  });

  it('takes the bundled model when it is asked for', async () => {
    const embedder = await createEmbedder({ model: 'bundled', dataDir, log: quiet });
    await embedder.close();
    expect(embedder.modelId).toMatch(/^bundled:/);
  });

  it('takes the bundled model without a setting and without a better one, and says in one line why and what helps', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(line: Buffer, _, done) {
        lines.push(line.toString());
        done();
      },
    });
    const empty = path.join(dataDir, 'empty');
    await writeAttempt(empty, { at: new Date().toISOString(), reason: 'the hub cannot be reached' });
    const embedder = await createEmbedder({ model: undefined, dataDir: empty, log: pino(sink) });
    await embedder.close();
    expect(embedder.modelId).toMatch(/^bundled:/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/the hub cannot be reached.*npm run model/);
  });

  it('takes the bundled model without a setting when the better one is broken', async () => {
    const broken = path.join(dataDir, 'broken');
    await mkdir(path.join(broken, 'models', 'all-MiniLM-L6-v2'), { recursive: true });
    const embedder = await createEmbedder({ model: undefined, dataDir: broken, log: quiet });
    await embedder.close();
    expect(embedder.modelId).toMatch(/^bundled:/);
  });

  it.runIf(miniLm)(
    'takes the better model without a setting where it is there, and by its folder',
    async () => {
      const data = path.join(dataDir, 'full');
      await cp(miniLm ?? '', path.join(data, 'models', 'all-MiniLM-L6-v2'), { recursive: true });
      const best = await createEmbedder({ model: undefined, dataDir: data, log: quiet });
      const named = await createEmbedder({
        model: path.join(data, 'models', 'all-MiniLM-L6-v2'),
        dataDir: '/nowhere',
        log: quiet,
      });
      await Promise.all([best.close(), named.close()]);
      expect(best.modelId).toMatch(/^all-MiniLM-L6-v2@sha256:/);
      expect(named.modelId).toBe(best.modelId);
    },
  );

  it.runIf(miniLm)(
    'takes a folder with the network beside the settings, and gives other weights another id',
    async () => {
      const flat = path.join(dataDir, 'flat');
      await cp(path.join(miniLm ?? '', 'onnx', 'model_quantized.onnx'), path.join(flat, 'model.onnx'));
      for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
        await cp(path.join(miniLm ?? '', name), path.join(flat, name));
      const embedder = await createEmbedder({ model: flat, dataDir, log: quiet });
      await embedder.close();
      expect(embedder.dimensions).toBe(384);
      // It lacks the setting of the longest text, so long texts get other vectors.
      expect(embedder.modelId).toMatch(/^flat@sha256:[0-9a-f]{12}\+512$/);
    },
  );

  it.runIf(miniLm)(
    'stops with one line when the vectors are of another length than config.json says',
    async () => {
      const other = path.join(dataDir, 'other');
      await cp(miniLm ?? '', other, { recursive: true });
      await writeFile(path.join(other, 'config.json'), '{"hidden_size": 768}');
      const error = await failure(other);
      expect(error).toMatchObject({ code: 'misconfigured' });
      expect(error.message).toMatch(
        /^EMBEDDING_MODEL: .* vectors of 384 numbers, but its config\.json says 768/,
      );
    },
  );
});
