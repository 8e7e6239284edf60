/** The same kinds of question in other languages: forms with slots for a thing, and things. */
export interface Language {
  readonly code: string;
  /** `{a}` and `{b}` stand for two things, `{n}` for a number. */
  readonly forms: readonly string[];
  readonly things: readonly string[];
  readonly asides: readonly string[];
}

const list = (text: string): readonly string[] => text.split('|');

export const languages: readonly Language[] = [
  {
    code: 'es',
    forms: list(
      'Explica qué relación hay entre {a} y {b}.|¿Cómo influye {a} en {b}?|Escribe un texto de {n} palabras sobre {a} y {b}.|Dame {n} consejos sobre {a}.|Resume las ventajas de {a} frente a {b}.|¿Por qué es tan difícil hablar de {a}?|Compara {a} con {b} en una tabla.',
    ),
    things: list(
      'la energía solar|el pan casero|la Edad Media|los contratos de alquiler|la programación|el sueño|las mareas|la ortografía|los impuestos|el ajedrez|la memoria|el transporte público|la miel|los volcanes|la poesía|las bases de datos|el riego|la vacunación',
    ),
    asides: list('Es para mañana.|Sin tecnicismos, por favor.|Mi hermana no está de acuerdo.|Es para una clase.'),
  },
  {
    code: 'de',
    forms: list(
      'Erkläre den Zusammenhang zwischen {a} und {b}.|Welche Rolle spielt {a} für {b}?|Schreibe einen Text mit {n} Wörtern über {a}.|Nenne {n} Gründe, warum {a} wichtig ist.|Vergleiche {a} und {b} in Stichpunkten.|Was sollte man über {a} wissen?|Fasse die Kritik an {a} zusammen.',
    ),
    things: list(
      'Photovoltaik|Sauerteig|die Hanse|der Mietvertrag|Softwaretests|Schlafmangel|Ebbe und Flut|Rechtschreibung|die Steuererklärung|Schach|das Gedächtnis|der Nahverkehr|Imkerei|Vulkanismus|Lyrik|Datenbanken|Bewässerung|Impfungen',
    ),
    asides: list('Bitte kurz.|Es ist für meine Oma.|Ich brauche es bis Freitag.|Ohne Fachwörter.'),
  },
  {
    code: 'fr',
    forms: list(
      'Explique le lien entre {a} et {b}.|Quel est l’effet de {a} sur {b} ?|Rédige un texte de {n} mots sur {a}.|Donne {n} conseils à propos de {a}.|Compare {a} et {b}.|Pourquoi {a} pose-t-il problème ?|Résume l’histoire de {a}.',
    ),
    things: list(
      'l’énergie solaire|le levain|les guildes|le bail|la programmation|le sommeil|les marées|l’orthographe|l’impôt|le jeu d’échecs|la mémoire|le tramway|le miel|les volcans|la poésie|les bases de données|l’irrigation|la vaccination',
    ),
    asides: list('C’est pour demain.|Sans jargon.|Mon chef n’est pas convaincu.|Reste bref.'),
  },
  {
    code: 'pt',
    forms: list(
      'Explique a relação entre {a} e {b}.|Como {a} afeta {b}?|Escreva {n} palavras sobre {a}.|Liste {n} erros comuns com {a}.|Compare {a} com {b}.|Por que {a} é importante?',
    ),
    things: list(
      'a energia eólica|o pão caseiro|as navegações|o contrato de aluguel|a programação|o sono|as marés|a ortografia|o imposto|o xadrez|a memória|o ônibus|o mel|os vulcões|a poesia|os bancos de dados',
    ),
    asides: list('É para amanhã.|Sem termos técnicos.|Seja breve.'),
  },
  {
    code: 'ru',
    forms: list(
      'Объясни, как связаны {a} и {b}.|Напиши текст на {n} слов: {a}.|Назови {n} причин изучать тему «{a}».|Сравни: {a} и {b}.|Что важно знать про тему «{a}»?|Кратко перескажи историю темы «{a}».',
    ),
    things: list(
      'солнечная энергия|домашний хлеб|торговые пути|договор аренды|программирование|сон|приливы|правописание|налоги|шахматы|память|транспорт|пчеловодство|вулканы|поэзия|базы данных',
    ),
    asides: list('Без терминов.|Нужно к пятнице.|Коротко, пожалуйста.'),
  },
  {
    code: 'zh',
    forms: list(
      '请解释{a}和{b}之间的关系。|写一篇{n}字的短文，主题是{a}。|列出关于{a}的{n}个常见误解。|比较{a}与{b}的优缺点。|为什么{a}很重要？|用简单的语言介绍{a}。',
    ),
    things: list(
      '太阳能|发酵面包|丝绸之路|租房合同|编程|睡眠|潮汐|语法|税收|围棋|记忆|公共交通|养蜂|火山|诗歌|数据库|灌溉|疫苗',
    ),
    asides: list('请简短一些。|这是给学生看的。|不要用专业术语。'),
  },
  {
    code: 'ja',
    forms: list(
      '{a}と{b}の関係を説明してください。|{a}について{n}字で書いてください。|{a}の例を{n}個挙げてください。|{a}と{b}を比べてください。|なぜ{a}は大切なのですか。',
    ),
    things: list(
      '太陽光発電|パン作り|江戸時代の商人|賃貸契約|プログラミング|睡眠|潮の満ち引き|文法|税金|将棋|記憶|公共交通|養蜂|火山|俳句|データベース',
    ),
    asides: list('短くお願いします。|明日までに必要です。|専門用語なしで。'),
  },
];
