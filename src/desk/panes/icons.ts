/** Line drawings of the desk alone, on a grid of 24, as the `d` of one path; `Icon` draws them. */
export const moreIcon = 'M6 12h.01M12 12h.01M18 12h.01'
export const pinIcon = 'M9 4h6l-.7 6 3.200 3.500h-11L9.700 10zM12 13.500V20.500'
export const unpinIcon = 'M9 4h6l-.7 6 3.200 3.500h-11L9.700 10zM12 13.500V20.500M4 4l16 16'
export const replyIcon = 'M9.500 6L4 11.500 9.500 17M4 11.500h9.500a6 6 0 0 1 6 6v1'
export const copyIcon = 'M9 9h10.500v11H9zM15 9V4.500H4.500V15.500H9'
export const editIcon = 'M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500z'
export const deleteIcon = 'M5 7h14M9.500 7V4.500h5V7M7 7l.8 12.500h8.400L17 7'
export const hideIcon =
  'M4 4l16 16M9.500 6.300A9.500 9.500 0 0 1 12 6c4.500 0 7.500 3 9 6-.6 1.200-1.500 2.400-2.600 3.400M6.500 7.700C4.900 8.900 3.800 10.400 3 12c1.500 3 4.500 6 9 6 1.300 0 2.400-.2 3.500-.7M10 10a2.800 2.800 0 0 0 4 4'
export const showIcon =
  'M3 12c1.500-3 4.500-6 9-6s7.500 3 9 6c-1.500 3-4.500 6-9 6s-7.500-3-9-6zM9.200 12a2.800 2.800 0 1 0 5.600 0a2.800 2.800 0 1 0-5.600 0'
export const outOfRoomIcon =
  'M6 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M2.500 20.500c.8-4 3.800-6 7.500-6 2 0 3.700.6 5 1.700M16 20.500h6'
export const historyIcon = 'M4 12a8 8 0 1 0 2.600-5.900M4 4v4h4M12 7.500V12l3 2'
export const takeIcon =
  'M6 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M2.500 20.500c.8-4 3.800-6 7.500-6 2 0 3.700.6 5 1.700M16 20.500h6M19 17.500v6'
export const roomsIcon = 'M4 5h12v8.500H9L5.500 17v-3.500H4zM18.500 9H21v8h-1.500v3L16 17h-4.500'
export const rulesIcon = 'M4 7h9M17 7h3M4 17h3M11 17h9M13 5v4h4V5zM7 15v4h4v-4z'
export const banIcon = 'M3.500 12a8.500 8.500 0 1 0 17 0a8.500 8.500 0 1 0-17 0M6 6l12 12'
export const plusIcon = 'M12 5v14M5 12h14'
export const aboutIcon = 'M3.500 12a8.500 8.500 0 1 0 17 0a8.500 8.500 0 1 0-17 0M12 11v5.500M12 7.500v.2'
export const lockIcon = 'M5.500 11h13v9h-13zM8.500 11V8a3.500 3.500 0 0 1 7 0v3'
