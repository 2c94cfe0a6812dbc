import { message } from '../message.ts'

export const wrongCredentials = message(
  '이메일이나 비밀번호가 맞지 않아요.',
  'The e-mail address or the password is not right.',
)
export const wrongPassword = message('지금 비밀번호가 맞지 않아요.', 'Your present password is not right.')
export const passwordNeeded = message(
  '지금 쓰는 비밀번호를 함께 적어 주세요.',
  'Please give your present password as well.',
)
export const linkSpent = message(
  '이 링크는 이미 썼거나 기한이 지났어요. 새 링크를 받아 주세요.',
  'This link was already used or is too old. Please ask for a new one.',
)
export const nameWrong = message(
  '이름을 {most}자 안으로 적어 주세요.',
  'Please give a name of at most {most} characters.',
)
export const emailWrong = message(
  '이메일 주소를 다시 봐 주세요. 예: mina@example.com',
  'Please check the e-mail address. Example: mina@example.com',
)
export const passwordTooShort = message(
  '비밀번호는 {least}자 이상으로 정해 주세요.',
  'Please choose a password of at least {least} characters.',
)
export const passwordTooLong = message(
  '비밀번호는 {most}자까지 쓸 수 있어요.',
  'A password can have at most {most} characters.',
)
export const emailTaken = message(
  '이 이메일 주소는 다른 사람이 쓰고 있어요.',
  'This e-mail address already belongs to somebody.',
)
export const lastOwner = message(
  '가게에는 주인이 한 명은 있어야 해요.',
  'The shop needs an owner, so its last one cannot be removed.',
)
export const ownerOnly = message('가게 주인만 할 수 있어요.', 'Only the owner of the shop can do this.')
export const noSuchPerson = message('그런 사람이 없어요.', 'There is no such person.')
export const noSuchSession = message('이미 로그아웃된 기기예요.', 'That device is signed out already.')
export const emailUnusable = message(
  '이 이메일 주소로는 새로 가입할 수 없어요. 이미 가입하셨다면 로그인해 주세요.',
  'No new account can be made with this e-mail address. If it is yours, please sign in instead.',
)
export const noGuest = message(
  '이 기기에는 옮길 대화가 없어요.',
  'There is no conversation on this device to carry over.',
)
