import type { enConfirm } from '../en/confirm.js';
import { createFormat } from '../format.js';

const f = createFormat('pt');

export const ptConfirm: typeof enConfirm = {
  title: 'Continua correto?',
  lead: 'As cidades encontram esta ficha quando buscam respostas para seus desafios. Você consta como contato dela.',
  changed: (at) => `Alterada pela última vez em ${f.date(at)}.`,
  whole: 'Ler a ficha inteira',
  yesTitle: 'Continua correto',
  yes: 'Sim, continua correto',
  yesHint: 'A página da ficha dirá que você confirmou hoje. Seu nome não aparece.',
  noTitle: 'Algo mudou',
  what: 'O que mudou?',
  whatHint: 'O secretariado lê isto e altera a ficha. Não é publicado.',
  no: 'Enviar o que mudou',
  empty: 'Diga em uma frase o que mudou.',
  long: (max) => `Reduza este texto a ${f.number(max)} caracteres.`,
  gone: 'Esta ficha foi retirada do catálogo. Não há mais nada a confirmar.',
  closedTitle: 'Este link já não funciona',
  closed:
    'Pode estar incompleto, ter sido enviado há mais de 60 dias, ou você já não constar como contato. Você recebe um novo quando voltarmos a perguntar.',
  thanksTitle: 'Obrigado',
  thanksRight: 'Anotamos que a ficha continua correta. Você não precisa fazer mais nada.',
  thanksWrong: 'O secretariado recebeu sua mensagem e vai alterar a ficha. Você não precisa fazer mais nada.',
};
