import { readFileSync } from 'node:fs';
import { z } from 'zod';

const caseStudy = z.object({ city: z.string(), country: z.string() });
const provider = z.object({ headquarters: z.object({ city: z.string().nullable(), country: z.string() }) });

/** Cities of the seed case studies and seats of the seed providers. */
export function seedCities(): { name: string; country: string }[] {
  const cases = rows('case-studies.jsonl').map((row) => caseStudy.parse(row));
  const seats = rows('providers.jsonl').map((row) => provider.parse(row).headquarters);
  return [...cases, ...seats].flatMap(({ city, country }) =>
    city === null ? [] : [{ name: city, country }],
  );
}

function rows(name: string): unknown[] {
  const text = readFileSync(new URL(`../../seeds/${name}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
