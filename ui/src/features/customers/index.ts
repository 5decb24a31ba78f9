/** What other areas use of customers. */
export { alike, reasons } from "./duplicates/reasons";
export { rhythmName } from "./strategy/strategy";
