import { Hono } from 'hono'
import { h } from 'preact'
import { requestLang } from '#edge'
import { officeStart as words } from '#language'
import type { DeskOptions } from '../../door.ts'
import { forOffice, sendOffice } from '../door.ts'
import { StepList } from './step-list.tsx'
import { stepsOf } from './steps.ts'

/** Where a new shop begins: for the owner alone, in the list of parts until everything is done. */
export function startRoutes(options: DeskOptions): Hono {
  const app = new Hono()
  app.get(
    '/:lang{ko|en}/desk/start',
    forOffice(options, 'start', async (c, staff) => {
      const lang = requestLang(c)
      const steps = await stepsOf(options.db)
      return sendOffice(c, options, {
        ...{ staff, part: 'start', title: words.start(lang) },
        body: h(StepList, { lang, steps }),
      })
    }),
  )
  return app
}
