/** Line drawings on a grid of 24, as the `d` of one path. */
const disc = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`

export const againIcon = 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.500v4h-4'
export const alertIcon = `${disc(12, 12, 8.5)}M12 7.500v5.500M12 16.300v.2`
export const askIcon = 'M4 5h16v11.500h-8L7.500 20v-3.500H4z'
export const backIcon = 'M14.500 6l-6 6 6 6'
export const bagIcon = 'M5 8.500h14l1 12H4zM8.500 8.500V7a3.500 3.500 0 0 1 7 0v1.500'
export const captionsIcon =
  'M5.500 5h13a2.500 2.500 0 0 1 2.500 2.500v9a2.500 2.500 0 0 1-2.500 2.500h-13A2.500 2.500 0 0 1 3 16.500v-9A2.500 2.500 0 0 1 5.500 5zM10.500 10.300a2.200 2.200 0 1 0 0 3.400M17 10.300a2.200 2.200 0 1 0 0 3.400'
export const checkIcon = 'M4.500 12.500l5 5 10-11'
export const checksIcon = 'M1.500 12.500l5 5 9-10M12 16.500l1.200 1 9.300-10'
export const clipIcon =
  'M19.500 11.500l-7.600 7.600a4.600 4.600 0 0 1-6.500-6.500l8-8a3.100 3.100 0 0 1 4.400 4.400l-8 8a1.600 1.600 0 0 1-2.200-2.200l7-7'
export const clockIcon = `${disc(12, 12, 8.5)}M12 7.500V12l3 2`
export const closeIcon = 'M6 6l12 12M18 6L6 18'
export const documentIcon = 'M6 3.500h8l4.500 4.500v12.500H6zM14 3.500V8h4.500M9 12.500h6M9 16h6'
export const exitIcon = 'M14 4.500H5v15h9M10 12h10.500M17 8.500l3.500 3.500-3.500 3.500'
export const fullIcon = 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5'
export const inboxIcon = 'M4 13.500L6.500 5h11l2.500 8.500V19H4zM4 13.500h4.500l1.500 2.500h4l1.500-2.500H20'
export const menuIcon = 'M4 7h16M4 12h16M4 17h16'
export const moonIcon = 'M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z'
export const mutedIcon = 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5'
export const outIcon = 'M13.500 4.500h6v6M19.500 4.500L11 13M17 14v5.500H4.500V7H10'
export const pauseIcon = 'M6.500 5h3.600v14H6.500zM13.900 5h3.600v14h-3.600z'
export const peopleIcon = `${disc(9, 8.5, 3.5)}M2.500 19.500c.6-3.500 3.200-5 6.500-5s5.900 1.500 6.500 5M15.500 5.300a3.500 3.500 0 0 1 0 6.400M17.500 14.800c2.200.6 3.600 2.100 4 4.700`
export const playIcon = 'M7 4.500v15l12.500-7.500z'
export const rightIcon = 'M9.500 6l6 6-6 6'
export const saveIcon = 'M12 4v11M7 10.500l5 5 5-5M4.500 19.500h15'
export const searchIcon = `${disc(11, 11, 6.5)}M16 16l4.500 4.500`
export const sendIcon = 'M12 19.500v-15M5.500 11L12 4.500 18.500 11'
export const soundIcon = 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11'
export const tagIcon = 'M3.500 4v7.500l9 9 8-8-9-9H4zM8 8h.01'
export const userIcon = `${disc(12, 8, 4)}M4.500 20.500c.8-4 3.800-6 7.500-6s6.700 2 7.500 6`

/** An icon; it stands beside words or in a control that has a label, so readers skip it. */
export function Icon({ of, small }: { of: string; small?: boolean }) {
  return (
    <svg class={small ? 'icon small' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={of} />
    </svg>
  )
}
