/** Countries and currencies to choose from, named by the browser in the language on screen. */
import { i18n } from "./i18n.svelte";
import { session } from "./session.svelte";

/** ISO 3166 code and the currency most trade there is done in. */
const CURRENCY_OF =
  `AE AED|AR ARS|AT EUR|AU AUD|BD BDT|BE EUR|BG EUR|BR BRL|CA CAD|CH CHF|CL CLP|CN CNY|CO COP|CZ CZK|DE EUR|DK DKK|EE EUR|EG EGP|ES EUR
   |FI EUR|FR EUR|GB GBP|GR EUR|HK HKD|HR EUR|HU HUF|ID IDR|IE EUR|IL ILS|IN INR|IS ISK|IT EUR|JP JPY|KE KES|KR KRW|KZ KZT|LT EUR|LU EUR
   |LV EUR|MA MAD|MO MOP|MX MXN|MY MYR|NG NGN|NL EUR|NO NOK|NZ NZD|PE PEN|PH PHP|PK PKR|PL PLN|PT EUR|RO RON|RS RSD|SA SAR|SE SEK|SG SGD
   |SI EUR|SK EUR|TH THB|TR TRY|TW TWD|UA UAH|US USD|UZ UZS|VN VND|ZA ZAR`
    .split("|")
    .map((pair) => pair.trim().split(" ") as [country: string, currency: string]);

/** Every country of ISO 3166: a customer may be anywhere. */
const ALL =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
   CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
   FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
   JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
   MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
   PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
   TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/);

type Option = { value: string; label: string };
const sorted = (options: Option[]): Option[] => {
  const { compare } = new Intl.Collator(i18n.language);
  return options.sort((a, b) => compare(a.label, b.label));
};
/** What makes names, and lists of them: made once for a language, since a record shows them each time it is drawn. */
const makers = new Map<string, Intl.DisplayNames>();
const lists = new Map<string, readonly Option[]>();

function nameOf(type: "region" | "currency", code: string): string {
  const key = `${i18n.language} ${type}`;
  const maker = makers.get(key) ?? new Intl.DisplayNames(i18n.language, { type });
  makers.set(key, maker);
  return maker.of(code) ?? code;
}

/** Countries in the order of their names. Reactive to the language. */
export const countries = (): Option[] =>
  sorted(CURRENCY_OF.map(([code]) => ({ value: code, label: countryName(code) })));

/** What a country is called. Reactive to the language. */
export const countryName = (code: string): string => nameOf("region", code);

/** All countries in the order of their names. Reactive to the language. */
export function allCountries(): readonly Option[] {
  const all =
    lists.get(i18n.language) ?? sorted(ALL.map((code) => ({ value: code, label: countryName(code) })));
  lists.set(i18n.language, all);
  return all;
}

/** "CNY Chinese yuan", in the order of their codes. Reactive to the language. */
export const currencies = (): Option[] =>
  [...new Set(CURRENCY_OF.map(([, currency]) => currency))]
    .sort()
    .map((code) => ({ value: code, label: `${code} ${nameOf("currency", code)}` }));

export const currencyOf = (country: string): string =>
  CURRENCY_OF.find(([code]) => code === country)?.[1] ?? "USD";

/** The system's region; "" where its locale names none, as the plain "C" of a bare Linux. */
function systemRegion(): string {
  try {
    return new Intl.Locale(navigator.language).maximize().region ?? "";
  } catch {
    return "";
  }
}

/** The country this computer is set to, if it is one of ours. */
export function systemCountry(): string {
  const region = systemRegion();
  return CURRENCY_OF.some(([code]) => code === region) ? region : "US";
}

/** The locale by which weeks begin: the language on screen, in the system's region or else the workspace's. Reactive. */
export function weekLocale(): string {
  const region = systemRegion() || session.workspace?.country;
  return `${i18n.language.slice(0, 2)}-${region || (i18n.language === "en" ? "GB" : "CN")}`;
}
