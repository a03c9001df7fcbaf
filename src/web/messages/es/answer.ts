import type { enAnswer } from '../en/answer.js';
import { createFormat } from '../format.js';

const f = createFormat('es');
const n = (count: number) => f.number(count);
const results = (count: number) =>
  `${n(count)} ${f.plural(count, { one: 'resultado', many: 'de resultados', other: 'resultados' })}`;

export const esAnswer: typeof enAnswer = {
  answer: {
    heading: results,
    bands: (high, medium, low) => {
      const present = (
        [
          [high, f.plural(high, { one: 'encaja bien', other: 'encajan bien' })],
          [medium, f.plural(medium, { one: 'podría encajar', other: 'podrían encajar' })],
          [low, f.plural(low, { one: 'encaja poco', other: 'encajan poco' })],
        ] as const
      ).filter(([count]) => count > 0);
      const only = present.length === 1 ? present[0] : undefined;
      if (only !== undefined) return only[0] === 1 ? only[1] : `todos ${only[1]}`;
      return f.list(present.map(([count, words]) => `${n(count)} ${words}`));
    },
    pageTitle: (count) => `${results(count)} para su desafío`,
    announce: (count, bands) =>
      `${f.plural(count, { one: 'Se ha encontrado', other: 'Se han encontrado' })} ${results(count)}${bands === '' ? '' : `: ${bands}`}.`,
    understood: 'Lo hemos entendido como',
    corrected: 'Leído como',
    youWrote: (word) => `usted escribió «${word}»`,
    filtered: (shown, total) => `Se muestran ${n(shown)} de ${results(total)}`,
    few: 'Pocas fichas encajan. Es posible que aparezcan más si describe con otras palabras lo que necesita, o si omite la ciudad.',
    filterEmpty: 'Ningún resultado reúne todas estas propiedades.',
    more: (count) => `Mostrar ${n(count)} más`,
    list: 'Resultados, los mejores primero',
    ranked: '¿Cómo se ha ordenado esto?',
  },
  nothing: {
    pageTitle: 'Nada del catálogo encaja',
    heading: 'Nada del catálogo encaja con este desafío',
    lead: 'No hemos encontrado ningún caso ni proveedor que presentaríamos a un concejo municipal para esto. Preferimos decirlo antes que mostrarle algo que solo se parece.',
    readAs: (concepts) =>
      `Hemos entendido que trata de: ${concepts}. Si no es eso, dígalo con otras palabras.`,
    shares: 'Lo que tiene en común',
    tryHeading: 'Lo que puede probar',
    tries: [
      'Nombre el problema y no la solución: qué ocurre, dónde y a quién perjudica.',
      'Omita los nombres de programas, calles y leyes locales, que ninguna otra ciudad comparte.',
      'Si se mezclan dos desafíos, plantéelos uno por uno.',
    ],
    secretariat:
      'También puede dirigir la pregunta a la secretaría de la asociación, cuyo personal conoce casos que aún no están en el catálogo.',
    browse: 'Ver todo el catálogo',
    nearest: 'Las fichas más cercanas; todas encajan poco',
    announce: 'Nada del catálogo encaja con este desafío.',
  },

  band: { high: 'Encaja bien', medium: 'Podría encajar', low: 'Encaja poco' },
  kind: { 'case-study': 'Caso', provider: 'Proveedor' },
  kinds: { 'case-study': 'Casos', provider: 'Proveedores' },
  providerKind: {
    company: 'Empresa',
    ngo: 'Organización sin ánimo de lucro',
    utility: 'Empresa de servicios públicos',
    research: 'Instituto de investigación',
    consultancy: 'Consultoría',
    'public-agency': 'Organismo público',
    network: 'Red',
  },

  card: {
    why: 'Por qué encaja',
    check: 'Compruébelo antes de copiarlo',
    deliveredBy: 'Quién lo hizo',
    provenBy: 'Casos que lo demuestran',
    source: 'Fuente',
    noSource: 'No consta ninguna fuente pública',
    verified: 'Datos principales vistos en una página pública',
    unverified: 'Sin verificar: procede de conocimientos generales',
    ranked: 'Cómo se ha ordenado',
    score: 'Puntuación',
    keyword: 'Palabras en común',
    semantic: 'Cercanía de significado',
    context: 'Afinidad del contexto',
    rankedNote:
      'Cada cifra va de 0 a 100 %. Juntas forman la puntuación; los motivos de arriba se basan en las mismas cifras.',
    model: (name) => `Significado comparado con ${name}.`,
    modelNone: 'Comparado solo por las palabras.',
    seat: (place) => `con sede en ${place}`,
  },

  filter: {
    label: 'Filtrar los resultados',
    kind: 'Tipo',
    sector: 'Sector',
    country: 'País',
    apply: 'Aplicar',
    clear: 'Quitar los filtros',
    chosen: (count) => `${n(count)} ${f.plural(count, { one: 'elegido', other: 'elegidos' })}`,
    count: results,
  },

  map: {
    heading: 'Dónde están los casos',
    jump: 'Verlos en el mapa',
    approximate: 'Solo se conoce el país; el punto está en su centro.',
    label: (count) =>
      `Mapa del mundo con ${n(count)} ${f.plural(count, { one: 'caso numerado', other: 'casos numerados' })}. La tabla de abajo recoge los mismos lugares.`,
    one: (place) => `Mapa que muestra ${place}.`,
    table: 'Los mismos lugares en una tabla',
    number: 'N.º',
    place: 'Lugar',
    case: 'Caso',
    projection:
      'Mapa de áreas equivalentes. Donde los lugares están muy juntos, una línea une el número con su lugar.',
  },
};
