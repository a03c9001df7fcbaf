import type { PublicMessages } from '../en/index.js';

export const esOpenData: PublicMessages['openData'] = {
  title: 'Datos abiertos',
  lead: 'Todo lo que este sitio publica se puede descargar: para un estudio, para su propio sitio o para cargarlo en otro CityMatch. Los desafíos de las ciudades, los borradores y lo archivado no están incluidos.',
  feedTitle: 'Fichas nuevas y modificadas de CityMatch',
  example: 'Ejemplo',
  files: {
    heading: 'Todas las fichas en archivos',
    text: 'CSV se abre en una hoja de cálculo; JSON Lines sirve para programas. Ambos contienen todos los campos, y otro CityMatch los acepta tal como están. Las coordenadas están solo en la API y en las páginas.',
    caseStudies: 'Casos (CSV)',
    providers: 'Proveedores (CSV)',
    entries: 'Casos y proveedores (JSON Lines)',
    hint: 'En CSV una barra (|) separa los valores de una lista, y un apóstrofo precede a lo que una hoja de cálculo calcularía.',
  },
  feed: {
    heading: 'Las novedades',
    text: 'Un canal de fichas nuevas y modificadas, las más recientes primero, para cualquier lector de canales (Atom).',
    link: 'El canal',
    changes: 'Cambios y retiradas en su orden, para recolectores (JSON)',
  },
  taxonomy: {
    heading: 'Sectores, objetivos, regiones y palabras',
    text: 'Cómo se clasifican las fichas, y el tesauro de desafíos y respuestas urbanas en nueve idiomas, en SKOS. Cada concepto tiene una dirección propia que no cambia.',
    turtle: 'La taxonomía (Turtle)',
    jsonLd: 'La taxonomía (JSON-LD)',
  },
  catalog: {
    heading: 'Para portales de datos',
    text: 'Una descripción de estos conjuntos de datos que los portales leen (DCAT 3), y la lista de todas las páginas para los buscadores.',
    turtle: 'El catálogo de datos (Turtle)',
    jsonLd: 'El catálogo de datos (JSON-LD)',
    sitemap: 'El mapa del sitio',
  },
  pages: {
    heading: 'En las páginas',
    text: 'La página de cada ficha también dice a los programas lo que contiene, con el vocabulario de schema.org (JSON-LD).',
  },
  api: {
    heading: 'La API',
    text: 'Búsqueda y recomendación para programas, sin clave, con un límite de consultas. Cualquier sitio web puede consultarla.',
    link: 'Cómo usar la API',
    document: 'Su descripción (OpenAPI)',
  },
  terms: {
    heading: 'Lo que puede hacer con ellos',
    publisher: (name) => `Publicado por ${name}.`,
    licence: (address) => `La licencia está en ${address}.`,
    none: 'Quien gestiona este sitio no ha indicado una licencia. Pregúntele antes de publicar los datos en otro lugar.',
    source: 'Indique la fuente de cada ficha: su dirección está en el campo sourceUrl.',
    coordinates:
      'Las coordenadas de las ciudades provienen de GeoNames (CC BY 4.0); el centro de cada país, de mledoze/countries (ODbL 1.0).',
  },
};
