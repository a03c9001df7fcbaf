import type { enRanking } from '../en/ranking.js';

export const esRanking: typeof enRanking = {
  title: 'Cómo se ordenan las respuestas',
  lead: 'Un programa compara su desafío con cada ficha del catálogo y pone las fichas en orden. Esta página dice qué cuenta, cuánto cuenta y qué no cuenta.',
  weighed: {
    heading: 'Qué decide el orden',
    text: 'Las barras se dibujan con las cifras que el programa usa en este momento. La más larga es lo que más puede mover una ficha; las demás se comparan con ella.',
    part: 'Qué cuenta',
    strength: 'Cuánto',
    strengths: {
      most: 'es lo que más cuenta',
      much: 'cuenta mucho',
      some: 'cuenta algo',
      little: 'cuenta poco',
      none: 'ahora no cuenta',
    },
    parts: {
      meaning: {
        name: 'Significado',
        text: 'Lo cerca que está la ficha de lo que usted quiere decir, también con otras palabras.',
      },
      words: {
        name: 'Palabras',
        text: 'Cuáles de sus palabras tiene la ficha; las raras cuentan más que las corrientes.',
      },
      concept: {
        name: 'Temas',
        text: 'De qué temas de la vida urbana hablan ambos, según una lista de temas en varios idiomas.',
      },
      sector: {
        name: 'Ámbito',
        text: 'Si la ficha pertenece al ámbito de su desafío, como las inundaciones o el transporte.',
      },
      toProvider: {
        name: 'Pruebas de un proveedor',
        text: 'Un proveedor sube con el mejor caso que ha llevado a cabo.',
      },
      toCaseStudy: {
        name: 'Quién llevó a cabo un caso',
        text: 'Un caso sube un poco con un proveedor que también encaja.',
      },
      stale: {
        name: 'Sin comprobar desde hace tiempo',
        text: 'Una ficha que nadie ha confirmado ni cambiado en mucho tiempo pierde esto, y lo dice.',
      },
    },
    context: {
      place: {
        name: 'Lugar',
        text: 'Primero un caso de su propio país, después de su región, después de su continente.',
      },
      size: {
        name: 'Tamaño de la ciudad',
        text: 'Un caso de una ciudad con más o menos tantos habitantes como la suya.',
      },
      cost: {
        name: 'Costo',
        text: 'Si usted dice que falta dinero: lo que cuesta poco antes que lo que cuesta mucho.',
      },
      service: {
        name: 'Dónde trabaja un proveedor',
        text: 'Un proveedor que nombra su país antes que uno que trabaja en otros.',
      },
      climate: {
        name: 'Clima',
        text: 'Un caso de un clima como el suyo, en los ámbitos que dependen de él.',
      },
      income: {
        name: 'Ingresos',
        text: 'Un caso de un país donde la gente y las ciudades tienen más o menos tanto dinero como en el suyo.',
      },
      coast: { name: 'Costa', text: 'Un caso junto al mar si su ciudad lo está, y del interior si no.' },
      governance: {
        name: 'Gobierno',
        text: 'Un caso de una ciudad que se gobierna de un modo parecido a la suya.',
      },
      maturity: { name: 'Madurez', text: 'Lo que ya ha dado resultado antes que lo que aún se prueba.' },
    },
  },
  after: {
    heading: 'Qué pasa después con el orden',
    copies:
      'Casi copias: dos fichas que dicen casi lo mismo conservan su lugar, las siguientes van detrás de las demás.',
    cap: (count) =>
      `Ningún proveedor ocupa toda la respuesta: de un proveedor y los casos que llevó a cabo hay como mucho ${count} entre los diez primeros. Los demás van detrás, salvo que encajen claramente mejor que lo que ocuparía su lugar.`,
    turns:
      'Turnos entre iguales: las fichas cuya puntuación apenas difiere se turnan. Su orden se sortea cada día con sus números y la fecha, y es el mismo para todos.',
    nothing:
      'Nada encaja: cuando ninguna ficha encaja lo suficiente, la respuesta lo dice y muestra como mucho las tres más cercanas.',
  },
  sections: [
    {
      heading: 'Personas revisan lo que se le envía',
      paragraphs: [
        'Una respuesta de este sitio viene solo del programa. Cuando usted envía un desafío a la secretaría, una persona de su personal lee lo que el programa propone, tacha lo que no encaja, añade lo que falta y solo entonces lo envía.',
      ],
    },
    {
      heading: 'Nadie paga por un lugar',
      paragraphs: [
        'Ningún lugar está en venta: nadie paga por estar en el catálogo, por quedar más arriba o por aparecer más a menudo, y nadie puede hacerlo. Ninguna ficha se coloca a mano en las respuestas del programa.',
      ],
    },
    {
      heading: 'Qué no se usa',
      paragraphs: [
        'Quién es usted, qué buscó antes y en qué hacen clic usted u otros no cuenta. Su texto se compara y después se olvida, salvo que lo envíe a la secretaría.',
        'Se cuenta por días cuántas veces aparece cada ficha, para que la secretaría pueda ver si algunas aparecen demasiado. No se guarda nada de quién la vio ni de qué se preguntó, y el recuento no cambia el orden.',
      ],
    },
    {
      heading: 'Cómo se encuentra mejor a un proveedor',
      paragraphs: [
        'Lo que más ayuda son los casos: con el desafío tal como lo vivió la ciudad, lo que se hizo y lo que resultó, en cifras. Después, palabras sencillas para lo que se ofrece, los países donde trabaja el proveedor y una persona de contacto que confirme la ficha cuando se le pregunte.',
      ],
    },
    {
      heading: 'Cómo se mide la calidad',
      paragraphs: [
        'Para un conjunto de desafíos, escritos como los escribiría una ciudad, se calificó cuánto ayudaría cada ficha; cada cambio del programa se mide con esas calificaciones antes de usarse. También se mide si el programa dice que nada encaja cuando es así, y si funciona igual de bien en otros idiomas.',
      ],
    },
  ],
  report: {
    heading: 'Cuando algo está mal',
    text: 'Diga a la secretaría a qué ficha o a qué respuesta se refiere y qué está mal. Una persona lo revisa.',
    link: 'Escribir a la secretaría',
  },
};
