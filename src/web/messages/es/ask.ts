import type { enAsk } from '../en/ask.js';
import { createFormat } from '../format.js';

const f = createFormat('es');
const n = (count: number) => f.number(count);

export const esAsk: typeof enAsk = {
  home: {
    title: 'Plantee el desafío de su ciudad',
    heading: '¿A qué se enfrenta su ciudad?',
    lead: 'Descríbalo con sus propias palabras. Recibirá casos y proveedores que encajan, con los motivos de cada uno y lo que conviene comprobar primero.',
    catalogue: (cases, providers) =>
      `El catálogo contiene ${n(cases)} ${f.plural(cases, { one: 'caso', other: 'casos' })} y ${n(providers)} ${f.plural(providers, { one: 'proveedor', other: 'proveedores' })}.`,
    examplesHeading: 'O empiece con uno de estos ejemplos',
  },
  examples: [
    {
      statement:
        'Nuestro casco antiguo se inunda después de cada lluvia fuerte. El alcantarillado no admite más agua y no hay espacio para grandes depósitos.',
      city: 'Lübeck',
      country: 'DE',
      population: '217000',
      label: 'El casco antiguo se inunda con las lluvias fuertes',
    },
    {
      statement:
        'Los veranos son cada vez más calurosos y las personas mayores de los barrios densos con pocos árboles son las que más sufren. Necesitamos un alivio que funcione en dos años.',
      city: 'Córdoba',
      country: 'ES',
      population: '320000',
      label: 'Las personas mayores sufren en veranos más calurosos',
    },
    {
      statement:
        'Casi la mitad del agua potable se pierde por fugas en tuberías viejas antes de llegar a un medidor, y el presupuesto para reparaciones es pequeño.',
      city: 'Kisumu',
      country: 'KE',
      population: '400000',
      label: 'La mitad del agua potable se pierde en fugas',
    },
    {
      statement:
        'Los residuos de los mercados se pudren en el vertedero a cielo abierto, que está casi lleno. Queremos recoger los residuos orgánicos por separado y aprovecharlos.',
      city: 'Surakarta',
      country: 'ID',
      population: '520000',
      label: 'El vertedero está lleno de residuos de los mercados',
    },
  ],

  form: {
    label: 'Desafío',
    heading: 'Su desafío',
    change: 'Cambiarlo',
    people: (count) =>
      `${n(count)} ${f.plural(count, { one: 'habitante', many: 'de habitantes', other: 'habitantes' })}`,
    statement: 'Su desafío',
    statementHint:
      'Qué ocurre, dónde y a quién perjudica. En cualquier idioma; lo mejor son dos o tres frases.',
    cityLegend: 'Su ciudad, si lo desea',
    city: 'Ciudad',
    country: 'País',
    noCountry: 'Cualquier país',
    population: 'Población',
    cityHint:
      'Con estos datos aparecen primero los casos de lugares de su tamaño y región, y se señalan las diferencias.',
    submit: 'Buscar respuestas',
    again: 'Actualizar los resultados',
    count: (used, max) => `${n(used)} de ${n(max)} caracteres`,
    countPattern: '{used} de {max} caracteres',
  },
  errors: {
    summary: (count) =>
      f.plural(count, {
        one: 'Hay una cosa que corregir. Lo que escribió se conserva.',
        other: `Hay ${n(count)} cosas que corregir. Lo que escribió se conserva.`,
      }),
    title: (title) => `Por corregir: ${title}`,
    statementEmpty: 'Diga en una frase cuál es el desafío.',
    statementWords: 'Diga con palabras cuál es el desafío; solo con signos y números no se puede buscar.',
    statementLong: (used, max) => `Redúzcalo a ${n(max)} caracteres; ahora tiene ${n(used)}.`,
    cityLong: (max) => `El nombre de una ciudad tiene como máximo ${n(max)} caracteres.`,
    country: 'Elija un país de la lista.',
    population: 'Escriba un número entero entre 1 y 50 millones, por ejemplo 40000.',
    field: 'Este valor no se puede usar.',
  },
};
