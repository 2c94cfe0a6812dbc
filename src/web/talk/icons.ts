/** Line drawings of the conversation, on a grid of 24, as `Icon` takes them. */
const dot = (x: number) => `M${x - 0.9} 12a.9.9 0 1 0 1.800 0a.9.9 0 1 0 -1.800 0`

export const dotsIcon = `${dot(5)}${dot(12)}${dot(19)}`
export const clipIcon =
  'M20 11.500l-8.300 8.300a5 5 0 0 1-7.100-7.100l8.700-8.700a3.400 3.400 0 0 1 4.800 4.800l-8.700 8.700a1.700 1.700 0 0 1-2.400-2.400l7.800-7.800'
export const copyIcon = 'M9 9h11v11H9zM5.500 15H4V4h11v1.500'
export const replyIcon = 'M9.500 6L4 11.500 9.500 17M4.500 11.500H14a6 6 0 0 1 6 6v1'
export const pencilIcon = 'M4 20l1-4.500L16.500 4 20 7.500 8.500 19zM14 6.500l3.500 3.500'
export const binIcon = 'M4.500 7h15M9.500 7V4.500h5V7M6.500 7l1 13h9l1-13M10 11v5M14 11v5'
export const pinIcon = 'M9 4h6l-.7 6.500L18 14H6l3.700-3.500zM12 14v6.500'
export const talksIcon = 'M3.500 5h12v9h-6L6 17.500V14H3.500zM18 8.500h2.500v9H18v3l-3.500-3h-4'
