/** One thing that would be another: `field` such as `name.ko` or `price LAN-OLI`; texts are cut where they are long. */
export interface Difference {
  field: string
  before: string | null
  after: string | null
}
