import { message } from '../message.ts'

export const signInLead = message('가게를 지키는 사람이 들어오는 곳이에요.', 'Where the people of the shop come in.')
export const email = message('이메일', 'E-mail')
export const password = message('비밀번호', 'Password')
export const signInLost = message(
  '비밀번호를 잊었으면 가게 주인에게 새 링크를 부탁하세요. 주인이라면 프로그램을 다시 켜면 새 링크가 나와요.',
  'Forgot the password? Ask the owner for a new link. If you are the owner, start the program again: it prints one.',
)
export const enterTitle = message('책상으로 들어가요', 'Coming in')
export const enterLead = message(
  '이 링크는 한 번만 쓸 수 있어요. 버튼을 누르면 로그인돼요.',
  'This link works once. Press the button to sign in.',
)
export const enter = message('책상으로 들어가기', 'Go to the desk')
export const linkRefused = message('이 링크로는 들어갈 수 없어요', 'This link does not open the desk')
export const linkRefusedHint = message(
  '이미 썼거나 하루가 지난 링크예요. 가게 주인이라면 프로그램을 다시 켜세요(npm start). 새 링크가 나와요. 함께 일하는 사람이라면 주인에게 새 링크를 부탁하세요.',
  'It was used already or is more than a day old. If you are the owner, run the program again (npm start): it prints a new link. If you work here, ask the owner for a new one.',
)
export const withPassword = message('비밀번호로 들어가기', 'Sign in with a password')
export const backToDesk = message('책상으로', 'To the desk')
export const name = message('이름', 'Name')
export const nameHint = message('손님이 답 옆에서 보는 이름이에요.', 'Shoppers see it beside your answers.')
export const languageOfDesk = message('책상의 언어', 'Language of the desk')
export const passwordMissingLong = message(
  '한 번 쓰는 링크로 들어오셨어요. 이메일을 확인하고 비밀번호를 정해 두면 다음부터는 그것으로 들어올 수 있어요.',
  'You came in by a one-time link. Check the e-mail and set a password: from then on you sign in with those.',
)
export const owner = message('주인', 'Owner')
export const noPasswordYet = message('아직 비밀번호를 정하지 않았어요', 'Has not set a password yet')
export const invite = message('사람 부르기', 'Invite somebody')
export const inviteLead = message(
  '이름과 이메일을 적으면 한 번 쓰는 링크가 나와요. 그 링크를 직접 건네주세요.',
  'Give a name and an e-mail. You get a link that works once; hand it over yourself.',
)
export const makeLink = message('링크 만들기', 'Make the link')
export const newLink = message('새 링크', 'New link')
export const newLinkLead = message(
  '지금 비밀번호와 로그인이 모두 끝나고, 새 링크로만 들어올 수 있게 돼요.',
  'Their password and sessions end; only the new link lets them in.',
)
export const newLinkFor = message('{name} 님의 새 링크 만들기', 'Make a new link for {name}')
export const linkReady = message('{name} 님에게 줄 링크예요', 'The link for {name}')
export const linkReadyHint = message(
  '하루 동안, 한 번만 쓸 수 있어요. 이 화면을 떠나면 다시 볼 수 없으니 지금 복사해 두세요.',
  'It works once, within a day. It is not shown again after you leave this page, so copy it now.',
)
export const copy = message('복사', 'Copy')
export const leaveIt = message('그만두기', 'Leave it')
export const copied = message('복사했어요', 'Copied')
export const remove = message('내보내기', 'Remove')
export const removeLead = message(
  '바로 로그아웃되고 다시 들어올 수 없어요. 보낸 답은 이름과 함께 남아요.',
  'They are signed out at once and cannot come back. Their answers stay, with their name.',
)
export const removeFor = message('{name} 님 내보내기', 'Remove {name}')
export const removed = message('내보냈어요.', 'Removed.')
export const bannedLead = message(
  '모두의 방에서 손님이 쓸 수 없는 말이에요. 띄어 쓰거나 다른 글자를 섞어 써도 알아봐요.',
  'Words that no shopper may write in an open room. Spaces and look-alikes between the letters do not hide them.',
)
export const addWord = message('막을 말', 'Word to ban')
export const add = message('넣기', 'Add')
export const noWords = message('막은 말이 아직 없어요.', 'No words are banned yet.')
export const deleteWord = message('“{word}” 빼기', 'Remove “{word}”')
export const wordAdded = message('이제 막은 말이에요: {word}', 'Banned now: {word}')
export const wordDeleted = message('이제 막지 않아요: {word}', 'Not banned any more: {word}')
