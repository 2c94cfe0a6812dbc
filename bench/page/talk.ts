interface Line {
  from: 'shopper' | 'operator'
  /** What is said; null for the card of a product that is in the film. */
  body: { kind: 'text'; text: string; second?: number } | null
}

/** A conversation as long as they usually are. */
export const talk: readonly Line[] = [
  ask('지금 손잡이를 돌리는데, 밝기가 몇 단계인가요?', 4.2),
  answer('세 단계예요. 0:08 에서 가장 밝은 불이 나와요.'),
  ask('제일 어둡게 두면 밤새 켜 둘 수 있어요?', 9.1),
  answer('네, 가장 어둡게는 48시간이에요. 이틀 밤은 충전 없이 쓰세요.'),
  ask('비가 와도 밖에 걸어 두어도 되나요?'),
  answer('비를 맞는 것은 괜찮아요. 물에 담그지만 않으시면 돼요.'),
  ask('탁자에 같이 있는 컵도 파시나요?', 15),
  { from: 'operator', body: null },
  answer('이 컵이에요. 랜턴과 같은 색으로 세 가지가 있어요.'),
  ask('둘 다 사면 언제 받을 수 있을까요?'),
  answer('오늘 두 시 전에 주문하시면 내일 보내 드려요.'),
  ask('고맙습니다, 올리브색으로 할게요.'),
]

function ask(text: string, second?: number): Line {
  return { from: 'shopper', body: second === undefined ? { kind: 'text', text } : { kind: 'text', text, second } }
}

function answer(text: string): Line {
  return { from: 'operator', body: { kind: 'text', text } }
}
