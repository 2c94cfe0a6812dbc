import { message } from '../message.ts'

export const close = message('닫기', 'Close')
export const otherLanguage = message('English', '한국어')
export const skipToContent = message('본문으로 건너뛰기', 'Skip to content')
export const themeSwitch = message('밝게, 어둡게 바꾸기', 'Switch light and dark')
