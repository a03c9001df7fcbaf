import type { Language } from '../languages.js';

/** What a city is told by mail, the first confirmation aside. */
export type News = 'published' | 'declined' | 'closed' | 'written';

/** The words of mails to a city, in one language. */
interface CityMailWords {
  greeting(name: string): string;
  received(title: string): string;
  arrived: string;
  next(day: string): string;
  open: string;
  keep: string;
  news: Record<News, string>;
  /** The sign after what comes first in a subject, with the space that the language puts before it. */
  colon: string;
  byLink: string;
  closing: readonly string[];
}

/** Mails to a city, by the language of its challenge. */
export const CITY_MAILS: Record<Language, CityMailWords> = {
  en: {
    greeting: (name) => `Dear ${name},`,
    received: (title) => `We have your challenge: ${title}`,
    arrived: 'Thank you. Your challenge has reached the secretariat:',
    next: (day) =>
      `The catalogue is searched for answers now; then a person reads the challenge and what was found. You hear from us by ${day}.`,
    open: 'See where it stands',
    keep: 'Keep this link: whoever has it can open your challenge, and there is no other way in.',
    news: {
      published: 'The answer to your challenge is there',
      declined: 'We cannot take on your challenge',
      closed: 'Your challenge is closed',
      written: 'The secretariat wrote to you',
    },
    colon: ':',
    byLink: 'Open it by the link in our first mail to you; it carries the secret that only you have.',
    closing: ['CityMatch, for the secretariat', 'You get this mail because you submitted a challenge.'],
  },
  es: {
    greeting: (name) => `Hola, ${name}:`,
    received: (title) => `Hemos recibido su desafío: ${title}`,
    arrived: 'Gracias. Su desafío ha llegado a la secretaría:',
    next: (day) =>
      `Ahora se buscan respuestas en el catálogo; después una persona lee el desafío y lo que se encontró. Tendrá noticias nuestras a más tardar el ${day}.`,
    open: 'Ver en qué punto está',
    keep: 'Guarde este enlace: quien lo tenga puede abrir su desafío, y no hay otra forma de entrar.',
    news: {
      published: 'La respuesta a su desafío está lista',
      declined: 'No podemos ocuparnos de su desafío',
      closed: 'Su desafío está cerrado',
      written: 'La secretaría le ha escrito',
    },
    colon: ':',
    byLink: 'Ábralo con el enlace de nuestro primer correo; contiene el secreto que solo usted tiene.',
    closing: [
      'CityMatch, en nombre de la secretaría',
      'Recibe este correo porque envió un desafío. Nuestras palabras en español las redacta una máquina.',
    ],
  },
  fr: {
    greeting: (name) => `Bonjour ${name},`,
    received: (title) => `Nous avons reçu votre défi : ${title}`,
    arrived: 'Merci. Votre défi est arrivé au secrétariat :',
    next: (day) =>
      `Des réponses sont cherchées dans le catalogue ; ensuite, une personne lit le défi et ce qui a été trouvé. Vous aurez de nos nouvelles au plus tard le ${day}.`,
    open: 'Voir où en est le défi',
    keep: 'Gardez ce lien : quiconque le possède peut ouvrir votre défi, et il n’y a pas d’autre accès.',
    news: {
      published: 'La réponse à votre défi est là',
      declined: 'Nous ne pouvons pas nous charger de votre défi',
      closed: 'Votre défi est clos',
      written: 'Le secrétariat vous a écrit',
    },
    colon: ' :',
    byLink: 'Ouvrez-le par le lien de notre premier courriel ; il contient le secret que vous seul possédez.',
    closing: [
      'CityMatch, pour le secrétariat',
      'Vous recevez ce courriel parce que vous avez soumis un défi. Nos textes en français sont rédigés par une machine.',
    ],
  },
  pt: {
    greeting: (name) => `Olá, ${name},`,
    received: (title) => `Recebemos seu desafio: ${title}`,
    arrived: 'Obrigado. Seu desafio chegou ao secretariado:',
    next: (day) =>
      `Agora buscam-se respostas no catálogo; depois uma pessoa lê o desafio e o que foi encontrado. Você terá notícias nossas até ${day}.`,
    open: 'Ver em que ponto está',
    keep: 'Guarde este link: quem o tiver pode abrir seu desafio, e não há outra entrada.',
    news: {
      published: 'A resposta ao seu desafio está pronta',
      declined: 'Não podemos assumir seu desafio',
      closed: 'Seu desafio está encerrado',
      written: 'O secretariado escreveu a você',
    },
    colon: ':',
    byLink: 'Abra-o pelo link do nosso primeiro e-mail; ele contém o segredo que só você tem.',
    closing: [
      'CityMatch, pelo secretariado',
      'Você recebe este e-mail porque enviou um desafio. Nossos textos em português são redigidos por uma máquina.',
    ],
  },
};
