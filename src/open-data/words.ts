import type { Language } from '../languages.js';

type Words = Record<Language, string>;

/** What the catalogue of data says of itself. All but English is worded by a machine. */
export const TITLE: Words = {
  en: 'CityMatch: what cities have done, and who can help',
  es: 'CityMatch: lo que han hecho las ciudades y quién puede ayudar',
  fr: 'CityMatch : ce que les villes ont fait, et qui peut aider',
  pt: 'CityMatch: o que as cidades fizeram e quem pode ajudar',
};

export const ENTRIES_TITLE: Words = {
  en: 'Case studies and providers',
  es: 'Casos y proveedores',
  fr: 'Cas et prestataires',
  pt: 'Casos e fornecedores',
};

export const ENTRIES_TEXT: Words = {
  en: 'Published case studies of cities, with challenge, solution and outcome, and the organisations that help cities, each with its source.',
  es: 'Casos publicados de ciudades, con desafío, solución y resultado, y las organizaciones que ayudan a las ciudades, cada una con su fuente.',
  fr: 'Cas publiés de villes, avec défi, solution et résultat, et les organisations qui aident les villes, chacune avec sa source.',
  pt: 'Casos publicados de cidades, com desafio, solução e resultado, e as organizações que ajudam as cidades, cada uma com a sua fonte.',
};

export const TAXONOMY_TITLE: Words = {
  en: 'What entries are filed under',
  es: 'Cómo se clasifican las fichas',
  fr: 'Comment les fiches sont classées',
  pt: 'Como as fichas são classificadas',
};

export const TAXONOMY_TEXT: Words = {
  en: 'Sectors, Sustainable Development Goals, pathways, regions and countries, and the thesaurus of urban challenges and answers.',
  es: 'Sectores, Objetivos de Desarrollo Sostenible, vías, regiones y países, y el tesauro de desafíos y respuestas urbanas.',
  fr: 'Secteurs, objectifs de développement durable, voies, régions et pays, et le thésaurus des défis et réponses des villes.',
  pt: 'Setores, Objetivos de Desenvolvimento Sustentável, caminhos, regiões e países, e o tesauro de desafios e respostas urbanas.',
};
