export { EmailField, NewPasswordField, SignInFields } from './account-fields.tsx'
export {
  type Answered,
  ForKeeper,
  PasswordForm,
  PresentPassword,
  ProfileForm,
  Word,
} from './account-forms.tsx'
export { copyNamed } from './copy.ts'
export { Field } from './field.tsx'
export { FileButton, FileChips, FileDrop } from './files.tsx'
export { openPicks, type Pick, type Picks, type PicksOptions, type ShownFile } from './files-picks.ts'
export { Files, type FilesProps } from './files-shown.tsx'
export {
  againIcon,
  alertIcon,
  askIcon,
  backIcon,
  bagIcon,
  captionsIcon,
  checkIcon,
  checksIcon,
  clipIcon,
  clockIcon,
  closeIcon,
  exitIcon,
  fullIcon,
  Icon,
  inboxIcon,
  menuIcon,
  mutedIcon,
  outIcon,
  pauseIcon,
  peopleIcon,
  playIcon,
  rightIcon,
  searchIcon,
  sendIcon,
  soundIcon,
  tagIcon,
  userIcon,
} from './icons.tsx'
export { Island, type IslandProps, type Islands, island, wakeIslands } from './island.tsx'
export { showLocalTimes } from './local-times.ts'
export { Moment, WithMoment } from './moment.tsx'
export { OfferCard, type OfferCardProps, type ShownOffer } from './offer-card.tsx'
export { OfferForm, type OfferStart, type OfferWords } from './offer-form.tsx'
export { Aside, type Assets, Document, type DocumentProps, type PageHead } from './page.tsx'
export { Price } from './price.tsx'
export { aboveForm, asRefused, atField, type Refused } from './refused.ts'
export { Second } from './second.tsx'
export { switchTheme, type Theme, ThemeSwitch, themeIn } from './theme.tsx'
