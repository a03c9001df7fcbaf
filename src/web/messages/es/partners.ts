import type { enPartners } from '../en/partners.js';
import { createFormat } from '../format.js';

const f = createFormat('es');
const n = (count: number) => f.number(count);
const short = new Intl.DateTimeFormat('es', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const time = (at: Date) => `${at.toISOString().slice(11, 16)} UTC`;

export const esPartners: typeof enPartners = {
  title: (name) => `El buscador en las páginas de ${name}`,
  lead: 'Quien tenga el enlace de esta página puede leerla. Aquí no se puede cambiar nada: de eso se encarga la secretaría.',
  paused:
    'El buscador está en pausa: sus claves no funcionan ahora. Pregunte a la secretaría, que puede reactivarlo.',
  closedTitle: 'Este enlace ya no funciona',
  closed:
    'Puede que esté incompleto, o que la secretaría haya creado uno nuevo o lo haya retirado. Pida a la secretaría el enlace que funciona ahora.',
  facets: {
    kind: 'Tipo',
    sector: 'Sectores',
    country: 'Países',
    region: 'Regiones',
    sdg: 'Objetivos de Desarrollo Sostenible',
    pathway: 'Vías',
  },
  scope: {
    heading: 'Qué abarca',
    everything: 'Todo el catálogo.',
  },
  origins: {
    heading: 'Páginas que pueden usarlo',
    lead: 'Las claves publicables funcionan en páginas de estos orígenes y en ningún otro.',
    none: 'Ningún otro sitio todavía: las claves solo funcionan en páginas de este sitio.',
  },
  usage: {
    heading: 'Uso',
    spans: 'Cuántos días se muestran',
    lastDays: (count) => `${n(count)} días`,
    counts: {
      searches: 'Búsquedas',
      matches: 'Desafíos planteados',
      empty: 'Sin resultados',
      selections: 'Resultados abiertos',
      handOvers: 'Enviados a la secretaría',
      refused: 'Peticiones rechazadas',
    },
    when: 'Día',
    fromTo: (from, to) => `${from} a ${to}`,
    shortDay: (day) => short.format(day),
    most: (count, when) => `Máximo: ${n(count)} (${when})`,
    noUse: 'Sin uso',
    table: 'Lo mismo en una tabla',
    csv: 'Estos días en CSV',
    counted:
      'Contado por clave y día (UTC), en menos de un minuto. No se guarda nada de quién preguntó, desde dónde ni qué.',
  },
  quota: {
    today: 'Búsquedas y desafíos de hoy (UTC):',
    of: (used, quota) => `${n(used)} de ${n(quota)}`,
    any: (used) => `${n(used)}, sin límite`,
    usedUp: 'Agotado: se responderá de nuevo a partir de la medianoche UTC.',
  },
  keys: {
    heading: 'Claves',
    key: 'Clave',
    state: 'Estado',
    lastUsed: 'Último uso',
    never: 'Todavía no',
    none: 'No hay ninguna clave publicable. Pida una a la secretaría.',
    active: 'Funciona',
    expiring: (at) =>
      `Funciona hasta el ${f.date(at)}, ${time(at)}: ponga antes la clave más nueva en sus páginas`,
    expired: (at) => `Terminó el ${f.date(at)}`,
    revoked: (at) => `Revocada el ${f.date(at)}`,
  },
  snippet: {
    heading: 'Para sus páginas',
    lead: 'Copie uno de estos fragmentos en el HTML de una página, donde deba estar el buscador.',
    noKey: 'Antes hace falta una clave publicable que funcione.',
    copy: 'Copiar',
    copied: 'Copiado',
    twoLines: 'El buscador: dos líneas',
    twoLinesHint: 'Siempre la versión más nueva. Quien lea sin JavaScript recibe un enlace simple.',
    fixed: 'Lo mismo, una versión fija',
    fixedHint:
      'El navegador rechaza el archivo si cambia una sola letra (integridad de subrecursos). Las mejoras llegan solo cuando usted cambia esta línea.',
    style: 'Su aspecto, para su hoja de estilos',
    styleHint: 'Estas reglas van en una hoja de estilos de su página.',
    frame: 'En un marco',
    frameHint:
      'Para páginas que no deben ejecutar scripts ajenos. La segunda línea deja que el marco crezca con lo que muestra.',
    link: 'Un enlace simple',
    linkHint: 'Para boletines y páginas que no admiten otra cosa.',
    linkText: 'Buscar respuestas probadas para ciudades en CityMatch',
  },
  demo: {
    title: 'Demostración: el buscador en el sitio de un socio',
    site: 'Red Ribereña de Municipios',
    siteLead:
      'Una red de municipios inventada. Esta página muestra cómo queda el buscador de CityMatch en páginas ajenas.',
    nav: 'Esta página',
    search: 'Buscar estudios de caso',
    searchText:
      'Las dos líneas del widget, nada más. Toma el idioma de la página y nada del estilo de esta página.',
    challenge: 'Plantear un desafío',
    challengeText:
      'Lo mismo con mode="challenge": un desafío en sus propias palabras, respondido con razones.',
    frame: 'En un marco',
    frameText: 'Para sitios que no ejecutan scripts ajenos.',
    frameTitle: 'Buscador de CityMatch',
    link: 'Un enlace simple',
    linkText: 'Lo que reciben quienes leen sin JavaScript, y los boletines:',
    back: 'Volver a CityMatch',
    away: 'La demostración está desactivada en este servidor.',
  },
};
