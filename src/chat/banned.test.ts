import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canBeBanned, compileBanned } from './banned.ts'

const list = ['니미', '애미', '시발', '개새끼', '병신', '놈', '새끼', '염병', 'ㅅㅂ', 'ㅂㅅ', '나쁜 말']
const latin = ['fuck', 'ass', 'shit', 'damn*', 'cunt', 'tit', '시8', '1818', 'バカ', '笨蛋']
const words = compileBanned([...list, ...latin])

test('a banned word is seen through the tricks by which it is written', () => {
  const tricks: Record<string, readonly string[]> = {
    together: ['시발', '아 시발', '시발놈아', '아시발', '시발!', '(시발)', '이런 개새끼들아', '진짜개새끼네', '병신아'],
    spaces: ['시 발', '아 시 발 진짜', '시\n발', '시\u3000발', '개 새 끼', '시  발', '시\u00a0발'],
    punctuation: ['시.발', '시-발', '시/발', '시...발', '시·발', '아 시,발놈아', '개.새.끼'],
    marks: [
      '시1발',
      '시12발',
      '시*발',
      '시~~~~발',
      '시^^발',
      '시_발',
      '시♡발',
      '개시1발놈',
      '시x발',
      '시X발놈아',
      '시🔥발',
    ],
    jamo: [
      'ㅅㅣㅂㅏㄹ',
      'ㅅㅣ발',
      '시ㅂㅏㄹ',
      '시바ㄹ',
      'ㅅ ㅣ ㅂ ㅏ ㄹ',
      'ㅅㅣ ㅂㅏㄹ',
      'ㅂㅕㅇㅅㅣㄴ',
      '개ㅅㅐㄲㅣ',
      '병ㅅㅣㄴ',
    ],
    conjoining: ['시발'.normalize('NFD'), '\u1109\u1175\u1107\u1161\u11af', '\u1109 \u1175 \u1107 \u1161 \u11af'],
    width: ['\uffb5\uffdc\uffb2\uffc2\uffa9', 'ｆｕｃｋ', 'ＦＵＣＫ', '𝐟𝐮𝐜𝐤', 'ⓕⓤⓒⓚ'],
    unseen: [
      '시\u200b발',
      '시\u2060\ufeff발',
      '시\u3164발',
      '시\u00ad발',
      '시\u034f발',
      'f\u200bu\u200bc\u200bk',
      '시\ufe0f발',
    ],
    repeated: [
      '시이이발',
      '시이발',
      '시바알',
      '시발아아아',
      '시시시발',
      'fuuuuck',
      'fuckkkk',
      'asss',
      'ㅅㅅㅂ',
      'ㅅㅂㅂㅂ',
    ],
    strokes: ['ㅅl발', 'ㅅ1발', 'ㅅI발', 'ㅅ|ㅂㅏㄹ'],
    consonants: [
      'ㅅㅂ',
      '아 ㅅㅂ',
      'ㅋㅋㅅㅂ',
      'ㅅㅂㅋㅋ',
      'ㅅㅂㅅㅂ',
      'ㅅ ㅂ',
      'ㅅ.ㅂ',
      'ㅅ1ㅂ',
      '진짜ㅅㅂ',
      'ㅅㅂ진짜',
      'ㅂㅅㅋ',
      'ㅅㅂㅠㅠ',
    ],
    keyboard: ['tlqkf', 'TLQKF 진짜', 'qudtls'],
    latin: [
      'fuck',
      'FUCK',
      'FuCk',
      'fuck!',
      'fuck, no',
      'fucks',
      'what the fuck이야',
      'ㅋfuck',
      'fuck_you',
      'damned',
      'damn',
    ],
    leet: ['sh1t', '5hit', '$hit', 'sh!t', 'sh!t!', '@ss', 'a$$', 'sh|t', 'fück', 'fùćk', '\u0441unt', 'fu\u0441k'],
    stars: ['f*ck', 'fu*k', 'f**k', 'sh*t', 's**t'],
    apart: ['f u c k', 'f.u.c.k', 'f-u-c-k', 'F U C K YOU', 'fu.ck', 'f_u_c_k', 'fu-ck', 's h i t', 'f  u  c  k'],
    other: ['시8', '시8놈', '1818', '1818!', 'バカ', 'ﾊﾞｶ', 'おまえはバカだ', '笨蛋', '你这个笨蛋'],
    spaced: ['나쁜 말', '나쁜말', '나쁜  말', '나.쁜 말'],
    syllable: ['놈', '이 놈', '놈!'],
  }
  for (const [trick, texts] of Object.entries(tricks)) {
    for (const text of texts) assert.notEqual(words.find(text), null, `${trick}: ${text}`)
  }
})

test('what is innocent is let through', () => {
  const innocent = [
    '',
    '안녕하세요, 오늘 도착하나요?',
    '다시 발송해 주세요',
    '다시발송해 주세요',
    '즉시발송 되나요?',
    '즉시 발송',
    '즉시.발송',
    '당일 즉시발송상품이에요',
    '10시발차 버스요',
    '몇시 발송이에요?',
    '12시 발송',
    '이발소 옆 매장',
    '다시이발소',
    '출시 발표회',
    '시발점이 어디예요',
    '서울 시발역',
    '3시발 기차',
    '작년 겨울, 그놈이 아니라 이번 거요',
    '새끼손가락에 맞나요',
    '새끼줄 있어요?',
    '전염병 때문에 마스크를 찾아요',
    '보온병신상 나왔나요',
    '병 신상품',
    '재미있어요',
    '손님이 고객님이 재미로',
    'JAC-SLA-L',
    '미니미 인형',
    'ㅅㅂㅅ 주세요',
    'ㅋㅋㅋㅋ ㅎㅎ',
    'ㄱㅅㄱㅅ',
    'ㅇㅅㅂㄴㄷ',
    '맛보기 있나요? 첫번째 거요',
    '맛ㅂ',
    '나쁜 건 말하지 마세요',
    '나쁜 소문말고',
    'Scunthorpe',
    'assassin class pass assets',
    'as soon as possible',
    'as.soon.as',
    'title, titanium, constitution',
    'shift, shirt, sit',
    'A55 있어요? Galaxy A55',
    '455 원, 4$5',
    '$5 off, 58$',
    'good hoop, bass, grass',
    'a b c d e f g',
    'S M L XL',
    'this hits',
    'The pen. Is it red? fu',
    'f.a.q.',
    'duck, luck, fork',
    '58,000원 18:18 10시8분',
    '010-2818-3818',
    'https://shop.example/ko/p/olive-lantern?color=olive',
    'LAN-OLI-2, SKU-1818A',
    '크리스마스 전에 받을 수 있을까요? 🎄🎁',
    'えーと、バッグはありますか',
    '5*7 cm, 2+2=4',
  ]
  for (const text of innocent) assert.equal(words.find(text), null, text)
})

test('which word it was is said as staff wrote it', () => {
  assert.equal(words.find('진짜 ㅅㅣㅂㅏㄹ'), '시발')
  assert.equal(words.find('d.a.m.n'), 'damn*')
  assert.equal(words.find('roto'), null)
  assert.equal(compileBanned([]).find('시발'), null)
})

test('words of two letters and of one hold nobody up who writes more', () => {
  const short = compileBanned(['년', '보지', 'xx'])
  for (const text of ['작년', '2년 전', '1년 보증', 'xxl', '가보지않은', '살펴보지도'])
    assert.equal(short.find(text), null, text)
  for (const text of ['년', '이 년', '보지', 'xx']) assert.notEqual(short.find(text), null, text)
})

test('a word without a letter or a digit, and one too long, cannot be banned', () => {
  for (const word of ['', ' ', '!!!', '***', '🔥', '가'.repeat(41)]) assert.equal(canBeBanned(word), false, word)
  for (const word of ['놈', 'a', '18', '笨']) assert.equal(canBeBanned(word), true, word)
  assert.equal(compileBanned(['', '***', '🔥', 'ㅤ']).find('아무 말 *** 🔥'), null)
})

test('a hundred kilobytes take no longer for being made of what is nearly a word', () => {
  const many = compileBanned([
    ...list,
    ...latin,
    ...Array.from({ length: 2000 }, (_, n) => `시${'발시'.repeat(n % 12)}${n}끝`),
  ])
  many.find('따뜻하게')
  const units = [
    '시',
    '시발시',
    '시.',
    'ㅅ',
    'ㅅㅂㅅ',
    'ㅅ ',
    'a',
    'fuc',
    'f*',
    '*',
    'f.u.',
    '1',
    '!',
    '\u200b',
    '시1',
    '가 ',
    'as ',
    '发',
    '시이',
    '나쁜 ',
  ]
  for (const unit of [...units, '즉시발송', '시발점', 'ㅅㅂㅅㅂㅅ', 'a\u0301', '\ufdfa']) {
    const text = unit.repeat(100_000 / unit.length)
    const before = process.cpuUsage()
    many.find(text)
    const { user } = process.cpuUsage(before)
    assert.ok(user < 1_500_000, `${JSON.stringify(unit)} took ${user / 1000} ms`)
  }
})
