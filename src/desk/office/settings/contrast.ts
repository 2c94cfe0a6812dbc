/** Linear light of the three primaries of sRGB, each from 0 to 1. */
type Linear = readonly [red: number, green: number, blue: number]

/** A colour as an owner writes it, #rrggbb or oklch(L C H), in linear light; null for what is none. */
function linear(colour: string): Linear | null {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (hex !== null) {
    const [red = 0, green = 0, blue = 0] = hex.slice(1).map(part => toLinear(Number.parseInt(part, 16) / 255))
    return [red, green, blue]
  }
  const parts = /^oklch\(([0-9.]+) ([0-9.]+) ([0-9.]+)\)$/.exec(colour)?.slice(1).map(Number)
  if (parts === undefined) return null
  const [lightness = 0, chroma = 0, hue = 0] = parts
  return fromOklab(lightness, chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180))
}

/** CSS Color 4, section 9: OKLab to linear sRGB, brought into its range. */
function fromOklab(lightness: number, a: number, b: number): Linear {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const within = (value: number) => Math.min(1, Math.max(0, value))
  return [
    within(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    within(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    within(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ]
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function fromLinear(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
}

function luminance([red, green, blue]: Linear): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** How a colour stands out (WCAG 2.2, contrast ratio): from white, and with the better of black and white on it. */
export interface Contrast {
  withWhite: number
  withInk: number
  ink: 'white' | 'black'
}

/** How a colour stands out; null for what is no colour. */
export function contrastOf(colour: string): Contrast | null {
  const light = linear(colour)
  if (light === null) return null
  const own = luminance(light)
  const withWhite = 1.05 / (own + 0.05)
  const withBlack = (own + 0.05) / 0.05
  return withWhite >= withBlack
    ? { withWhite, withInk: withWhite, ink: 'white' }
    : { withWhite, withInk: withBlack, ink: 'black' }
}

/** A colour as #rrggbb, for the browser's picker; black for what is none. */
export function asHex(colour: string): string {
  const two = (value: number) =>
    Math.round(fromLinear(value) * 255)
      .toString(16)
      .padStart(2, '0')
  return `#${(linear(colour) ?? [0, 0, 0]).map(two).join('')}`
}
