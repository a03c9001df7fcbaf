import type { Language } from '../languages.js';

type Labels = Record<Language, string>;

/** One of the United Nations' Sustainable Development Goals, with its official colour. */
export interface Sdg {
  /** 1 to 17. */
  number: number;
  /** In English. */
  label: string;
  labels: Labels;
  /** sRGB, as the UN's guidelines give it. */
  colour: string;
}

const goals: readonly [colour: string, en: string, es: string, fr: string, pt: string][] = [
  ['#E5243B', 'No poverty', 'Fin de la pobreza', 'Pas de pauvreté', 'Erradicação da pobreza'],
  ['#DDA63A', 'Zero hunger', 'Hambre cero', 'Faim « zéro »', 'Fome zero'],
  [
    '#4C9F38',
    'Good health and well-being',
    'Salud y bienestar',
    'Bonne santé et bien-être',
    'Saúde e bem-estar',
  ],
  ['#C5192D', 'Quality education', 'Educación de calidad', 'Éducation de qualité', 'Educação de qualidade'],
  ['#FF3A21', 'Gender equality', 'Igualdad de género', 'Égalité entre les sexes', 'Igualdade de gênero'],
  [
    '#26BDE2',
    'Clean water and sanitation',
    'Agua limpia y saneamiento',
    'Eau propre et assainissement',
    'Água potável e saneamento',
  ],
  [
    '#FCC30B',
    'Affordable and clean energy',
    'Energía asequible y no contaminante',
    'Énergie propre et d’un coût abordable',
    'Energia limpa e acessível',
  ],
  [
    '#A21942',
    'Decent work and economic growth',
    'Trabajo decente y crecimiento económico',
    'Travail décent et croissance économique',
    'Trabalho decente e crescimento econômico',
  ],
  [
    '#FD6925',
    'Industry, innovation and infrastructure',
    'Industria, innovación e infraestructura',
    'Industrie, innovation et infrastructure',
    'Indústria, inovação e infraestrutura',
  ],
  [
    '#DD1367',
    'Reduced inequalities',
    'Reducción de las desigualdades',
    'Inégalités réduites',
    'Redução das desigualdades',
  ],
  [
    '#FD9D24',
    'Sustainable cities and communities',
    'Ciudades y comunidades sostenibles',
    'Villes et communautés durables',
    'Cidades e comunidades sustentáveis',
  ],
  [
    '#BF8B2E',
    'Responsible consumption and production',
    'Producción y consumo responsables',
    'Consommation et production responsables',
    'Consumo e produção responsáveis',
  ],
  [
    '#3F7E44',
    'Climate action',
    'Acción por el clima',
    'Lutte contre les changements climatiques',
    'Ação contra a mudança global do clima',
  ],
  ['#0A97D9', 'Life below water', 'Vida submarina', 'Vie aquatique', 'Vida na água'],
  ['#56C02B', 'Life on land', 'Vida de ecosistemas terrestres', 'Vie terrestre', 'Vida terrestre'],
  [
    '#00689D',
    'Peace, justice and strong institutions',
    'Paz, justicia e instituciones sólidas',
    'Paix, justice et institutions efficaces',
    'Paz, justiça e instituições eficazes',
  ],
  [
    '#19486A',
    'Partnerships for the goals',
    'Alianzas para lograr los objetivos',
    'Partenariats pour la réalisation des objectifs',
    'Parcerias e meios de implementação',
  ],
];

/** The seventeen goals (UN General Assembly resolution 70/1, 2015), with the short names that the UN gives them. */
export const sdgs: readonly Sdg[] = goals.map(([colour, en, es, fr, pt], index) => ({
  number: index + 1,
  label: en,
  labels: { en, es, fr, pt },
  colour,
}));

/** One of ICLEI's five interlinked pathways. */
export interface Pathway {
  id: string;
  /** In English. */
  label: string;
  labels: Labels;
}

const pathway = (id: string, en: string, es: string, fr: string, pt: string): Pathway => ({
  id,
  label: en,
  labels: { en, es, fr, pt },
});

/** ICLEI's pathways (São Paulo Strategic Vision 2024-2030); "low emission" is the older name of the first. */
export const pathways: readonly Pathway[] = [
  pathway('low-emission', 'Zero emission', 'Cero emisiones', 'Zéro émission', 'Emissão zero'),
  pathway(
    'nature-based',
    'Nature-based',
    'Basado en la naturaleza',
    'Fondé sur la nature',
    'Baseado na natureza',
  ),
  pathway('circular', 'Circular', 'Circular', 'Circulaire', 'Circular'),
  pathway('resilient', 'Resilient', 'Resiliente', 'Résilient', 'Resiliente'),
  pathway(
    'equitable',
    'Equitable and people-centred',
    'Equitativo y centrado en las personas',
    'Équitable et centré sur les personnes',
    'Equitativo e centrado nas pessoas',
  ),
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
