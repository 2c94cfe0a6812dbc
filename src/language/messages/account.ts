import { message } from '../message.ts'

export const account = message('내 계정', 'Your account')
export const greeting = message('{name} 님', 'Hello, {name}')

export const signIn = message('로그인', 'Sign in')
export const signInLead = message(
  '어느 기기에서든 나눈 대화를 이어 가요.',
  'Go on with your conversations on any device.',
)
export const signUp = message('회원가입', 'Sign up')
export const signUpTitle = message('회원이 되면', 'Become a member')
export const signUpLead = message(
  '물어본 것과 받은 답을 어느 기기에서든 다시 볼 수 있어요.',
  'What you asked and what was answered is there again on every device.',
)
export const makeAccount = message('가입하기', 'Make the account')
export const noAccountYet = message('아직 회원이 아니세요?', 'No account yet?')
export const haveAccount = message('이미 회원이세요?', 'Have an account already?')
export const comesAlong = message(
  '이 기기에서 나눈 대화 {n}개가 계정으로 따라와요.',
  'The conversations of this device ({n}) come along to your account.',
)
export const withoutAccount = message(
  '계정이 없어도 물어볼 수 있어요. 이 기기의 대화는 여기에 있어요.',
  'You can ask without an account. The conversations of this device are here.',
)

export const name = message('이름', 'Name')
export const nameHint = message(
  '가게 사람이 대화에서 보는 이름이에요. 별명도 괜찮아요.',
  'The people of the shop see it in a conversation. A nickname will do.',
)
export const email = message('이메일', 'E-mail')
export const emailHint = message('로그인할 때 쓰는 주소예요.', 'You sign in with this address.')
export const password = message('비밀번호', 'Password')
export const passwordHint = message('10자 이상이면 돼요.', 'At least 10 characters.')
export const presentPassword = message('지금 비밀번호', 'Present password')
export const presentPasswordHint = message('이메일을 바꿀 때만 적어 주세요.', 'Only needed when you change the e-mail.')
export const newPassword = message('새 비밀번호', 'New password')
export const setPassword = message('비밀번호 정하기', 'Set a password')
export const changePassword = message('비밀번호 바꾸기', 'Change the password')
export const passwordSaved = message(
  '비밀번호를 저장했어요. 다른 기기는 모두 로그아웃됐어요.',
  'The password is saved. Other devices were signed out.',
)
export const profile = message('나에 대해', 'About you')
export const language = message('언어', 'Language')
export const save = message('저장', 'Save')
export const saved = message('저장했어요.', 'Saved.')
export const signOut = message('로그아웃', 'Sign out')

export const devices = message('로그인한 기기', 'Signed-in devices')
export const thisDevice = message('이 기기', 'This device')
export const since = message('{day}부터', 'Since {day}')
export const unknownDevice = message('알 수 없는 기기', 'Unknown device')
export const deviceName = message('{system}의 {browser}', '{browser} on {system}')
export const endSession = message('로그아웃시키기', 'Sign it out')
export const endSessionOf = message('{device} 로그아웃시키기', 'Sign out {device}')
export const sessionEnded = message('그 기기를 로그아웃시켰어요.', 'That device is signed out.')

export const kept = message('무엇을 왜 간직하나요', 'What is kept, and why')
export const keptAccount = message(
  '이메일과 비밀번호: 로그인하기 위해서예요. 비밀번호는 되돌릴 수 없는 꼴로만 간직해요.',
  'E-mail and password: for signing in. The password is kept only in a form that cannot be turned back.',
)
export const keptName = message(
  '이름과 언어: 대화에서 부르고, 고른 언어로 답하기 위해서예요.',
  'Name and language: to call you by in a conversation, and to answer in your language.',
)
export const keptTalks = message(
  '나눈 대화: 다시 보고 이어 가기 위해서예요. 가게 사람이 함께 봐요.',
  'Your conversations: to read again and go on with. The people of the shop read them too.',
)
export const keptDevices = message(
  '로그인한 기기의 주소와 이름: 모르는 기기를 알아보기 위해서예요. 로그아웃하거나 30일 동안 안 쓰면 지워요.',
  'Address and name of signed-in devices: so that you can spot one that is not yours. Erased on signing out or after 30 days without use.',
)
export const keptNoMore = message(
  '이것이 전부예요. 광고에 쓰거나 남에게 주지 않고, 언제든 지울 수 있어요.',
  'That is all. It is not used for advertising nor given to others, and you can delete it at any time.',
)

export const deleteAccount = message('계정 지우기', 'Delete the account')
export const deleteHow = message('지우면 어떻게 되나요', 'What happens then, and how')
export const deleteLead = message(
  '이름, 이메일, 비밀번호, 로그인한 기기가 바로 지워지고 되돌릴 수 없어요. 나눈 대화는 이름 없이 가게에 남고, 다시 볼 수 없게 돼요.',
  'Your name, e-mail, password and devices are erased at once and for good. Your conversations stay with the shop without your name, and you can no longer open them.',
)
export const deleteForGood = message('계정을 아주 지우기', 'Delete it for good')
export const deleted = message(
  '계정을 지웠어요. 그동안 고마웠어요.',
  'Your account is deleted. Thank you for having been here.',
)

export const talks = message('내 대화', 'Your conversations')
export const allTalks = message('대화 모두 보기', 'All conversations')
export const noTalks = message('아직 나눈 대화가 없어요.', 'No conversations yet.')
export const noTalksHint = message(
  '상품을 열고 바로 옆에서 물어보세요. 나눈 대화가 여기에 모여요.',
  'Open a product and ask right beside it. Your conversations gather here.',
)
export const browse = message('상품 둘러보기', 'Browse the shop')
export const open = message('이어지는 대화', 'Going on')
export const resolved = message('마무리됨', 'Settled')
export const earlier = message('이전 대화', 'Earlier')
export const unread = message('새 글 {n}', '{n} new')
export const goneProduct = message('지금은 없는 상품', 'A product that is no longer here')

export const carry = message('다른 기기에서 이어 가기', 'Go on with another device')
export const carryLead = message(
  '계정이 없어도 링크 하나로 이 대화들을 휴대폰이나 다른 컴퓨터에서 볼 수 있어요.',
  'Without an account, too: one link opens these conversations on your phone or another computer.',
)
export const makeLink = message('링크 만들기', 'Make a link')
export const linkReady = message('다른 기기에서 이 링크를 여세요', 'Open this link on the other device')
export const linkReadyHint = message(
  '15분 안에, 한 번만 쓸 수 있어요. 이 링크를 가진 사람은 누구나 대화를 볼 수 있으니 남에게 보내지 마세요.',
  'It works once, within 15 minutes. Whoever has it can read your conversations, so send it to nobody else.',
)
export const scanIt = message('또는 휴대폰 카메라로 비추세요', 'Or point the phone’s camera here')
export const copy = message('복사', 'Copy')
export const copied = message('복사했어요', 'Copied')
export const keepThem = message(
  '회원이 되면 링크 없이도 어느 기기에서든 볼 수 있어요.',
  'As a member you see them on every device without a link.',
)

export const carried = message('대화를 이 기기로', 'Bring your conversations here')
export const carriedGuest = message(
  '다른 기기에서 나눈 대화 {n}개를 이 기기에서도 보고 이어 갈 수 있게 돼요.',
  'You can then read the conversations of the other device ({n}) here, too, and go on with them.',
)
export const carriedJoins = message(
  '이 기기에서 나눈 대화 {n}개도 함께 모여, 그 기기에서도 보이게 돼요.',
  'The conversations of this device ({n}) join them, and can then be read on the other device.',
)
export const carriedMember = message(
  '다른 기기에서 나눈 대화 {n}개가 {name} 님의 계정으로 들어와요. 그 기기에서는 같은 계정으로 로그인하면 보여요.',
  'The conversations of the other device ({n}) move into the account of {name}. There, sign in to the same account to see them.',
)
export const carriedOwn = message(
  '링크를 내가 만들지 않았다면 열지 마세요.',
  'If you did not make this link yourself, do not go on.',
)
export const bringHere = message('이 기기에서 이어 가기', 'Go on with this device')
export const sameDevice = message(
  '이 기기에서 만든 링크예요. 다른 기기에서 열어 주세요.',
  'This link was made on this very device. Open it on the other one.',
)
export const linkRefused = message('이 링크로는 대화를 옮길 수 없어요', 'This link brings nothing here')
export const linkRefusedHint = message(
  '이미 썼거나 15분이 지난 링크예요. 대화가 있는 기기에서 ‘내 대화’를 열고 링크를 새로 만들어 주세요.',
  'It was used already or is older than 15 minutes. On the device with the conversations, open “Your conversations” and make a new link.',
)
export const toTalks = message('내 대화로', 'To your conversations')
export const broughtHere = message('대화를 가져왔어요.', 'Your conversations are here now.')
