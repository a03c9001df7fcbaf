import type { enEntry } from '../en/entry.js';
import { createFormat } from '../format.js';

const f = createFormat('pt');
const n = (count: number) => f.number(count);
const entries = (total: number) =>
  `${n(total)} ${f.plural(total, { one: 'ficha', many: 'de fichas', other: 'fichas' })}`;

export const ptEntry: typeof enEntry = {
  entry: {
    back: 'Voltar aos seus resultados',
    ask: 'Apresentar um desafio',
    challenge: 'O desafio',
    solution: 'O que foi feito',
    outcomes: 'O que se alcançou',
    measures: 'Medidas',
    about: 'O que fazem',
    offerings: 'O que oferecem',
    facts: 'Fatos',
    place: 'Lugar',
    seat: 'Sede',
    population: 'População',
    people: (count) => `cerca de ${count}`,
    year: 'Ano',
    cost: 'Custo',
    costBand: {
      low: 'Baixo: menos de cerca de 2 milhões de dólares dos EUA, ou sobretudo tempo da equipe',
      medium: 'Médio: cerca de 2 a 30 milhões de dólares dos EUA',
      high: 'Alto: mais de cerca de 30 milhões de dólares dos EUA',
      unknown: 'Não se conhece',
    },
    sectors: 'Setores',
    pathways: 'Caminhos do ICLEI',
    sdgs: 'Objetivos de Desenvolvimento Sustentável',
    serves: 'Atua em',
    everywhere: 'Todos os países',
    type: 'Tipo',
    website: 'Site',
    deliveredBy: 'Quem o realizou',
    provenBy: 'Casos que o comprovam',
    noLinks: 'Nenhum registrado no catálogo.',
    source: 'Fonte',
    sourceLink: (host) => `Ler em ${host}`,
    verified:
      'Os fatos principais foram vistos na página pública indicada aqui. População, faixa de custo e quem pagou vêm em parte de conhecimentos gerais.',
    unverified:
      'Esta ficha não foi conferida com nenhuma página pública: vem de conhecimentos gerais. Pergunte à cidade ou ao fornecedor antes de confiar nela.',
    language: 'Idioma desta ficha',
    written: (language) => `em ${language}`,
    changed: (date) => `Esta ficha foi alterada pela última vez em ${f.date(date)}.`,
    checked: {
      secretariat: (date) => `Verificada pelo secretariado em ${f.date(date)}.`,
      contact: (date) => `Os responsáveis confirmaram em ${f.date(date)} que continua correta.`,
    },
    notChecked: 'Ninguém a verificou desde então.',
    staleShort: 'sem verificação há muito tempo',
    stale: (since) =>
      `Ninguém verificou esta ficha desde ${f.date(since)}, por isso ela aparece mais abaixo. Pergunte se continua válida antes de confiar nela.`,
    similar: 'Fichas parecidas',
  },

  browse: {
    title: 'Ver o catálogo',
    lead: 'Todos os casos e fornecedores entre os quais buscamos. Para vê-los classificados para a sua cidade, apresente um desafio.',
    words: 'Buscar palavras',
    submit: 'Buscar',
    results: entries,
    forWords: (total, words) => `${entries(total)} para “${words}”`,
    none: 'Nada encontrado',
    noneHint: 'Tente menos palavras ou outras, ou limpe os filtros.',
    next: 'Página seguinte',
    previous: 'Página anterior',
    page: (number) => `Página ${n(number)}`,
    pages: 'Páginas',
    any: 'Qualquer',
  },
};
