import type { enEntry } from '../en/entry.js';
import { createFormat } from '../format.js';

const f = createFormat('es');
const n = (count: number) => f.number(count);
const entries = (total: number) =>
  `${n(total)} ${f.plural(total, { one: 'ficha', many: 'de fichas', other: 'fichas' })}`;

export const esEntry: typeof enEntry = {
  entry: {
    back: 'Volver a sus resultados',
    ask: 'Plantear un desafío',
    challenge: 'El desafío',
    solution: 'Lo que se hizo',
    outcomes: 'Lo que se logró',
    measures: 'Medidas',
    about: 'A qué se dedica',
    offerings: 'Qué ofrece',
    facts: 'Datos',
    place: 'Lugar',
    seat: 'Sede',
    population: 'Población',
    people: (count) => `unos ${count}`,
    year: 'Año',
    cost: 'Costo',
    costBand: {
      low: 'Bajo: menos de unos 2 millones de dólares de EE. UU., o sobre todo tiempo del personal',
      medium: 'Medio: entre unos 2 y 30 millones de dólares de EE. UU.',
      high: 'Alto: más de unos 30 millones de dólares de EE. UU.',
      unknown: 'No se conoce',
    },
    sectors: 'Sectores',
    pathways: 'Vías de ICLEI',
    sdgs: 'Objetivos de Desarrollo Sostenible',
    serves: 'Trabaja en',
    everywhere: 'Todos los países',
    type: 'Tipo',
    website: 'Sitio web',
    deliveredBy: 'Quién lo hizo',
    provenBy: 'Casos que lo demuestran',
    noLinks: 'No consta ninguno en el catálogo.',
    source: 'Fuente',
    sourceLink: (host) => `Leerlo en ${host}`,
    verified:
      'Los datos principales se vieron en la página pública indicada aquí. La población, el nivel de costo y quién pagó proceden en parte de conocimientos generales.',
    unverified:
      'Esta ficha no se ha contrastado con ninguna página pública: procede de conocimientos generales. Pregunte a la ciudad o al proveedor antes de confiar en ella.',
    language: 'Idioma de esta ficha',
    written: (language) => `en ${language}`,
    changed: (date) => `Esta ficha se modificó por última vez el ${f.date(date)}.`,
    checked: {
      secretariat: (date) => `Comprobada por la secretaría el ${f.date(date)}.`,
      contact: (date) => `Sus responsables confirmaron el ${f.date(date)} que sigue siendo correcta.`,
    },
    notChecked: 'Desde entonces nadie la ha comprobado.',
    staleShort: 'sin comprobar desde hace tiempo',
    stale: (since) =>
      `Nadie ha comprobado esta ficha desde el ${f.date(since)}, por lo que aparece más abajo. Pregunte si sigue siendo válida antes de confiar en ella.`,
    similar: 'Fichas parecidas',
  },

  browse: {
    title: 'Ver el catálogo',
    lead: 'Todos los casos y proveedores entre los que buscamos. Para verlos ordenados según su ciudad, plantee un desafío.',
    words: 'Buscar palabras',
    submit: 'Buscar',
    results: entries,
    forWords: (total, words) => `${entries(total)} para «${words}»`,
    none: 'No se ha encontrado nada',
    noneHint: 'Pruebe con menos palabras o con otras, o quite los filtros.',
    next: 'Página siguiente',
    previous: 'Página anterior',
    page: (number) => `Página ${n(number)}`,
    pages: 'Páginas',
    any: 'Cualquiera',
  },
};
