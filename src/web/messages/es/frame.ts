import type { enFrame } from '../en/frame.js';
import { createFormat } from '../format.js';

const f = createFormat('es');
const n = (count: number) => f.number(count);

export const esFrame: typeof enFrame = {
  colon: ':',
  skip: 'Ir al contenido',
  pageTitle: (title) => `${title} – CityMatch`,
  nav: {
    label: 'Principal',
    ask: 'Plantear un desafío',
    new: 'Preguntar a la secretaría',
    browse: 'Ver el catálogo',
    about: 'Cómo funciona',
  },
  footer: {
    text: 'Nadie paga por un lugar en la lista. Antes de copiar un caso, compruébelo con la ciudad que lo llevó a cabo.',
    ranking: 'Cómo se ordenan las respuestas',
    openData: 'Datos abiertos',
    api: 'Para desarrolladores',
    language: 'Idioma',
    machine:
      'La versión en español de este sitio, con los motivos de cada resultado, está redactada por una máquina; en caso de duda vale la inglesa.',
  },

  states: {
    notFoundTitle: 'Esta página no existe',
    notFound: 'Puede que la dirección esté mal escrita o que la ficha ya no figure en el catálogo.',
    entryNotFoundTitle: 'Esta ficha no está en el catálogo',
    errorTitle: 'Algo ha fallado por nuestra parte',
    error:
      'No se ha perdido nada de lo que escribió: está en la dirección de esta página. Inténtelo de nuevo dentro de un minuto.',
    unavailableTitle: 'Por el momento no podemos buscar',
    unavailable:
      'Una parte necesaria para la respuesta no contesta. Lo que escribió se conserva; inténtelo de nuevo dentro de un minuto.',
    requestId: 'Si vuelve a ocurrir, indíquenos este número:',
    retry: 'Intentar de nuevo',
    home: 'Ir a la página de inicio',
    startingTitle: 'En preparación',
    starting:
      'Se está preparando el catálogo. El primer arranque tarda medio minuto como mucho; esta página continúa sola.',
    partName: {
      database: 'la base de datos',
      queue: 'la cola de tareas',
      search: 'el buscador',
      embedder: 'la comparación por significado',
    },
    doing: {
      'Opening the database': 'Abriendo la base de datos',
      'Getting the embedding model': 'Obteniendo el modelo de significado',
      'Opening the search index': 'Abriendo el índice de búsqueda',
      'Opening the job queue': 'Abriendo la cola de tareas',
      'Filling the catalogue': 'Llenando el catálogo',
      'Bringing the search index up to date': 'Actualizando el índice de búsqueda',
      starting: 'Arrancando',
    },
    progress: (done, total) => `${n(done)} de ${n(total)}`,
    degraded:
      'Por ahora solo se comparan palabras: una parte del buscador no está disponible y pueden faltar buenas respuestas. Se vuelve a intentar sin que usted haga nada; regrese dentro de unos minutos.',
    degradedSimilar: 'Por ahora solo por palabras: una parte del buscador no está disponible.',
    wordsAlone: 'Los resultados se basan solo en las palabras, por lo que pueden faltar algunos buenos.',
    degradedOther: (parts) =>
      `Una parte no está disponible (${parts}): las respuestas pueden estar incompletas por ahora.`,
    searching: 'Buscando en el catálogo',
    offlineTitle: 'Parece que no tiene conexión',
    offline: 'Lo que escribió se conserva en esta página. Inténtelo de nuevo cuando vuelva la conexión.',
    failedTitle: 'La respuesta no ha llegado',
    failed: 'Lo que escribió se conserva en esta página.',
    rateLimitedTitle: 'Demasiadas solicitudes en poco tiempo',
    rateLimited: 'Espere un minuto e inténtelo de nuevo. Lo que escribió se conserva.',
    signedOutTitle: 'No ha iniciado sesión',
    signedOut:
      'Su sesión ha terminado o el enlace está incompleto. Inicie sesión o abra de nuevo su enlace y repita lo que estaba haciendo.',
    linkTitle: 'Este enlace no abre esta página',
    link: 'Lo que ha abierto corresponde a otro enlace, o no se envió desde una página de este sitio. Vuelva a abrir su enlace.',
  },
};
