import type { IncomeGroup } from '../../taxonomy/incomes.js';
import type { ClimateKind } from '../climate.js';
import { MILLION, type ReasonWords, reasonFormat } from './words.js';

const { list, population, month } = reasonFormat('pt');
const people = (count: number) => `${population(count)} ${count >= MILLION ? 'de habitantes' : 'habitantes'}`;

/** What two cities of one kind of climate have in common. */
const CLIMATES: Record<ClimateKind, string> = {
  'hot-wet': 'são quentes e úmidas quase o ano todo',
  'hot-dry-season': 'são quentes, com uma estação chuvosa e outra seca',
  'hot-dry': 'são quentes e secas',
  'cold-dry': 'são secas, com invernos frios',
  'hot-summers': 'têm verões quentes e chuva o ano todo',
  'mild-rain': 'são amenas, com chuva o ano todo',
  'dry-summers': 'têm verões secos e invernos amenos',
  'dry-winters': 'são amenas, com invernos secos',
  'cold-winters': 'têm invernos frios',
  polar: 'são frias o ano todo',
};

/** De um país: "um país de renda alta". */
const INCOMES: Record<IncomeGroup, string> = {
  low: 'renda baixa',
  'lower-middle': 'renda média-baixa',
  'upper-middle': 'renda média-alta',
  high: 'renda alta',
};

export const REASONS_PT: ReasonWords = {
  language: 'pt',
  sameProblem: 'Partiu de um problema como o seu.',
  sameAnswer: 'O que foi feito responde ao seu desafio.',
  sameOffer: 'O que oferece responde ao seu desafio.',
  nearest: 'O trecho mais próximo do que você escreveu.',
  result: 'Informa o que se alcançou.',
  concepts: (labels) => `Trata de ${list(labels)}, como você descreve.`,
  sectors: (labels) => `Atua em ${list(labels)}, que é do que trata o seu desafio.`,
  sameSize: (theirs, ours) =>
    `Feito em um lugar de cerca de ${people(theirs)}; o seu tem ${population(ours)}.`,
  larger: (theirs, ours) =>
    `Feito em uma cidade de ${people(theirs)}; a sua tem ${population(ours)}: pergunte como se adapta a uma escala menor.`,
  smaller: (theirs, ours) =>
    `Feito em um lugar de ${people(theirs)}; o seu tem ${population(ours)}: pergunte como se adapta a uma escala maior.`,
  sameCountry: (country) => `Do seu próprio país: ${country}.`,
  sameRegion: (place, region) => `Da sua parte do mundo: ${place} (${region}).`,
  sameClimate: (kind) => `Um clima parecido: as duas cidades ${CLIMATES[kind]}.`,
  bothCoastal: 'As duas cidades ficam no litoral.',
  onlyTheirsCoastal: 'Feito no litoral; a sua cidade fica no interior.',
  sameIncome: (group) => `De um país do mesmo grupo de renda (${INCOMES[group]}).`,
  richer: (theirs, ours) =>
    `Feito em um país de ${INCOMES[theirs]}; o seu é de ${INCOMES[ours]}: pergunte quanto custa manter.`,
  bothFederal: 'Os dois países são federações: as cidades dividem competências com estados ou províncias.',
  servesCountry: (country) => `Entre os países em que atua, cita este: ${country}.`,
  servesWorld: 'Diz que atua em qualquer país.',
  servesElsewhere: (country) =>
    `Não cita o seu país (${country}) entre aqueles em que atua: pergunte primeiro.`,
  lowCost: 'Custo baixo: menos de cerca de 2 milhões de dólares dos EUA, ou sobretudo tempo da equipe.',
  highCost: 'Custo alto: mais de cerca de 30 milhões de dólares dos EUA, e você diz que o dinheiro é curto.',
  proves: (title) => `Realizou um caso que serve: ${title}.`,
  unproven: 'Nenhum caso do catálogo mostra ainda o seu trabalho.',
  shownBy: (cases) => `${cases} casos do catálogo mostram o seu trabalho.`,
  inUseSince: (year) => `Em uso desde ${year}.`,
  pilot: 'Foi um projeto-piloto: pergunte o que foi feito dele.',
  unverified:
    'Ainda não verificado: esta ficha se baseia em conhecimentos gerais. Confira os fatos antes de confiar neles.',
  noResults: 'Não informa nenhum resultado medido.',
  old: (year) => `É de ${year}: pergunte o que mudou desde então.`,
  stale: (since) =>
    `Ninguém verificou esta ficha desde ${month(since)}, por isso ela aparece mais abaixo: pergunte se continua válida.`,
  silentOn: (labels) => `Não encontramos nela menção a ${list(labels)}, sobre o que você escreve.`,
  bands: { high: 'serve bem', medium: 'pode servir', low: 'serve pouco' },
};
