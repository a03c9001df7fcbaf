import type { enAsk } from '../en/ask.js';
import { createFormat } from '../format.js';

const f = createFormat('pt');
const n = (count: number) => f.number(count);

export const ptAsk: typeof enAsk = {
  home: {
    title: 'Apresente o desafio da sua cidade',
    heading: 'O que a sua cidade enfrenta?',
    lead: 'Descreva com suas próprias palavras. Você recebe casos e fornecedores que servem, com os motivos de cada um e o que convém verificar primeiro.',
    catalogue: (cases, providers) =>
      `O catálogo contém ${n(cases)} ${f.plural(cases, { one: 'caso', other: 'casos' })} e ${n(providers)} ${f.plural(providers, { one: 'fornecedor', other: 'fornecedores' })}.`,
    examplesHeading: 'Ou comece por um destes exemplos',
  },
  examples: [
    {
      statement:
        'Nosso centro histórico alaga depois de cada chuva forte. A rede de drenagem não comporta mais água e não há espaço para grandes reservatórios.',
      city: 'Lübeck',
      country: 'DE',
      population: '217000',
      label: 'O centro histórico alaga com as chuvas fortes',
    },
    {
      statement:
        'Os verões estão cada vez mais quentes, e os idosos dos bairros densos com poucas árvores são os que mais sofrem. Precisamos de um alívio que funcione em dois anos.',
      city: 'Córdoba',
      country: 'ES',
      population: '320000',
      label: 'Os idosos sofrem com verões mais quentes',
    },
    {
      statement:
        'Quase metade da água tratada se perde em vazamentos de tubulações velhas antes de chegar a um medidor, e o orçamento para reparos é pequeno.',
      city: 'Kisumu',
      country: 'KE',
      population: '400000',
      label: 'Metade da água potável se perde em vazamentos',
    },
    {
      statement:
        'Os resíduos das feiras apodrecem no lixão a céu aberto, e o aterro está quase cheio. Queremos recolher os resíduos orgânicos separadamente e aproveitá-los.',
      city: 'Surakarta',
      country: 'ID',
      population: '520000',
      label: 'O aterro está cheio de resíduos das feiras',
    },
  ],

  form: {
    label: 'Desafio',
    heading: 'Seu desafio',
    change: 'Alterar',
    people: (count) =>
      `${n(count)} ${f.plural(count, { one: 'habitante', many: 'de habitantes', other: 'habitantes' })}`,
    statement: 'Seu desafio',
    statementHint:
      'O que acontece, onde e a quem prejudica. Em qualquer idioma; duas ou três frases são o ideal.',
    cityLegend: 'Sua cidade, se quiser',
    city: 'Cidade',
    country: 'País',
    noCountry: 'Qualquer país',
    population: 'População',
    cityHint:
      'Com estes dados, os casos de lugares do seu tamanho e da sua região vêm primeiro, e as diferenças são assinaladas.',
    submit: 'Buscar respostas',
    again: 'Atualizar os resultados',
    count: (used, max) => `${n(used)} de ${n(max)} caracteres`,
    countPattern: '{used} de {max} caracteres',
  },
  errors: {
    summary: (count) =>
      f.plural(count, {
        one: 'Há uma coisa a corrigir. O que você escreveu está guardado.',
        other: `Há ${n(count)} coisas a corrigir. O que você escreveu está guardado.`,
      }),
    title: (title) => `A corrigir: ${title}`,
    statementEmpty: 'Diga em uma frase qual é o desafio.',
    statementWords: 'Diga com palavras qual é o desafio; só com sinais e números não é possível buscar.',
    statementLong: (used, max) => `Reduza este texto a ${n(max)} caracteres; agora ele tem ${n(used)}.`,
    cityLong: (max) => `O nome de uma cidade tem no máximo ${n(max)} caracteres.`,
    country: 'Escolha um país da lista.',
    population: 'Escreva um número inteiro de 1 a 50 milhões, por exemplo 40000.',
    field: 'Este valor não pode ser usado.',
  },
};
