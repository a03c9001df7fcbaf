import type { enAbout } from '../en/about.js';

export const esAbout: typeof enAbout = {
  title: 'Cómo funciona CityMatch',
  lead: 'CityMatch compara el desafío que usted plantea con un catálogo cuidado de lo que otras ciudades han hecho y de quienes pueden ayudar.',
  sections: [
    {
      heading: 'Cómo se ordenan los resultados',
      paragraphs: [
        'Sus palabras se comparan dos veces con cada ficha: por las palabras que comparten y por el significado, de modo que «calles bajo el agua» encuentra «inundaciones».',
        'Después cuenta el contexto: el sector, el tamaño de su ciudad, su región, su clima, el costo probable, el grupo de ingreso de su país, si está junto al mar y hasta dónde ha llegado la solución. A igualdad de todo lo demás, una ficha cuyos datos se comprobaron va antes que otra que no.',
        'La puntuación que resulta se muestra con palabras: encaja bien, podría encajar o encaja poco. Cuando ninguna ficha supera el umbral, la respuesta dice que nada encaja.',
      ],
    },
    {
      heading: 'Por qué puede comprobar cada resultado',
      paragraphs: [
        'Cada motivo sale de lo que realmente se ha calculado y cita el pasaje en que se basa. Lo que desaconseja copiar un caso aparece junto a lo que lo aconseja.',
        'Las cifras que explican el lugar en la lista están en «Cómo se ha ordenado», en cada resultado.',
      ],
    },
    {
      heading: 'De dónde vienen los datos de las ciudades',
      paragraphs: [
        'Los lugares, sus nombres y su población proceden de GeoNames (geonames.org, CC BY 4.0) y Natural Earth. Los climas son clases de Köppen-Geiger de 1986 a 2010, de Rubel, Brugger, Haslinger y Auer (2016). Se le proponen, nunca se dan por seguros: cuenta lo que usted elija. Si una ciudad está junto al mar se mide en el mapa de Natural Earth, hasta 15 km; los grupos de ingreso son los del Banco Mundial de julio de 2026; qué países son federaciones es una lista propia y aproximada.',
      ],
    },
    {
      heading: 'Nadie paga por un lugar',
      paragraphs: [
        'Los proveedores no pueden comprar un lugar, un lugar mejor ni un distintivo. Cada proveedor se muestra con los casos que lo demuestran.',
      ],
    },
    {
      heading: 'Lo que el catálogo no puede decirle',
      paragraphs: [
        '«Datos principales vistos en una página pública» significa que el caso o la organización y sus datos principales se vieron allí. Los detalles que los enlazan, como quién pagó, la población, el nivel de costo y los países atendidos, proceden en parte de conocimientos generales.',
        '«Sin verificar» significa que la ficha procede solo de conocimientos generales.',
        'Las ciudades de menos de 100.000 habitantes, el norte de África, Asia occidental y central, el Caribe y el Pacífico están por ahora poco representados. Que nada encaje puede significar que el catálogo no conoce la respuesta, no que no exista.',
      ],
    },
  ],
};
