/** One of the United Nations' Sustainable Development Goals, with its official colour. */
export interface Sdg {
  /** 1 to 17. */
  number: number;
  label: string;
  /** sRGB, as the UN's guidelines give it. */
  colour: string;
}

const goals: readonly [string, string][] = [
  ['No poverty', '#E5243B'],
  ['Zero hunger', '#DDA63A'],
  ['Good health and well-being', '#4C9F38'],
  ['Quality education', '#C5192D'],
  ['Gender equality', '#FF3A21'],
  ['Clean water and sanitation', '#26BDE2'],
  ['Affordable and clean energy', '#FCC30B'],
  ['Decent work and economic growth', '#A21942'],
  ['Industry, innovation and infrastructure', '#FD6925'],
  ['Reduced inequalities', '#DD1367'],
  ['Sustainable cities and communities', '#FD9D24'],
  ['Responsible consumption and production', '#BF8B2E'],
  ['Climate action', '#3F7E44'],
  ['Life below water', '#0A97D9'],
  ['Life on land', '#56C02B'],
  ['Peace, justice and strong institutions', '#00689D'],
  ['Partnerships for the goals', '#19486A'],
];

/** The seventeen goals (UN General Assembly resolution 70/1, 2015). */
export const sdgs: readonly Sdg[] = goals.map(([label, colour], index) => ({
  number: index + 1,
  label,
  colour,
}));

/** One of ICLEI's five interlinked pathways. */
export interface Pathway {
  id: string;
  label: string;
}

/** ICLEI's pathways (São Paulo Strategic Vision 2024-2030); "low emission" is the older name of the first. */
export const pathways: readonly Pathway[] = [
  { id: 'low-emission', label: 'Zero emission' },
  { id: 'nature-based', label: 'Nature-based' },
  { id: 'circular', label: 'Circular' },
  { id: 'resilient', label: 'Resilient' },
  { id: 'equitable', label: 'Equitable and people-centred' },
];

/** Ids of the pathways as entries carry them. */
export const pathwayIds = ['low-emission', 'nature-based', 'circular', 'resilient', 'equitable'] as const;

/** Other names of the pathways, as other lists write them. */
const synonyms: Record<string, (typeof pathwayIds)[number]> = {
  'zero-emission': 'low-emission',
  'zero-emissions': 'low-emission',
  'low-emissions': 'low-emission',
  'zero-carbon': 'low-emission',
  'low-carbon': 'low-emission',
  nature: 'nature-based',
  circularity: 'circular',
  resilience: 'resilient',
  equity: 'equitable',
  'people-centred': 'equitable',
  'people-centered': 'equitable',
  'equitable-and-people-centred': 'equitable',
  'equitable-and-people-centered': 'equitable',
};

/** The id of a pathway written in another way ("Zero emission", "zero_emission"), or undefined. */
export function parsePathway(text: string): string | undefined {
  const key = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');
  return pathwayIds.find((id) => id === key) ?? (Object.hasOwn(synonyms, key) ? synonyms[key] : undefined);
}
