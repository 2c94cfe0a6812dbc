/** Line drawings of the film's controls, on a grid of 24, as `Icon` takes them. */
export const settingsIcon =
  'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M15 5a2 2 0 1 0 0 4a2 2 0 1 0 0-4zM9 10a2 2 0 1 0 0 4a2 2 0 1 0 0-4zM13 15a2 2 0 1 0 0 4a2 2 0 1 0 0-4z'
export const outsideIcon = 'M20.500 10V5.500h-17v13h6M12.500 12.500h8v6h-8z'
