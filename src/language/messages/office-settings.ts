import { message } from '../message.ts'

export const todo = message('가게', 'Shop')
