import type { Localized } from '#language'

/** Somebody who carries parcels; `track` gives where a parcel can be followed. */
export interface Carrier {
  key: string
  name: Localized
  track(number: string): string
}

const at = (key: string, ko: string, en: string, address: string): Carrier => ({
  key,
  name: { ko, en },
  track: number => address + encodeURIComponent(number),
})

/** Those who are known; the addresses are those of the carriers' own pages. */
export const carriers: readonly Carrier[] = [
  at('cj', 'CJ대한통운', 'CJ Logistics', 'https://trace.cjlogistics.com/next/tracking.html?wblNo='),
  at('post', '우체국택배', 'Korea Post', 'https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1='),
  at(
    'hanjin',
    '한진택배',
    'Hanjin',
    'https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?mCode=MN038&schLang=KR&wblnum=',
  ),
  at('lotte', '롯데택배', 'Lotte', 'https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo='),
  at('logen', '로젠택배', 'Logen', 'https://www.ilogen.com/web/personal/trace/'),
  at('ems', 'EMS', 'EMS', 'https://service.epost.go.kr/trace.RetrieveEmsRigiTraceList.comm?POST_CODE='),
  at('dhl', 'DHL', 'DHL', 'https://www.dhl.com/en/express/tracking.html?AWB='),
  at('fedex', 'FedEx', 'FedEx', 'https://www.fedex.com/fedextrack/?trknbr='),
  at('ups', 'UPS', 'UPS', 'https://www.ups.com/track?tracknum='),
]

/** Who carries a parcel: one of the known by their key, or a name as it was typed, which cannot be followed. */
export function carrierOf(key: string, number: string | null): { name: Localized; href: string | null } {
  const known = carriers.find(carrier => carrier.key === key)
  if (known === undefined) return { name: { ko: key, en: key }, href: null }
  return { name: known.name, href: number === null || number === '' ? null : known.track(number) }
}
