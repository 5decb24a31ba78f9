/** The custom fields of customers, for what names them away from a record: columns and conditions of the list. */
import type { CustomField } from "$lib/ipc/generated";

class KnownFields {
  #all = $state.raw<readonly CustomField[]>([]);

  /** Those that are in use, in order. */
  get used(): readonly CustomField[] {
    return this.#all.filter((field) => !field.archived);
  }
  get(id: string): CustomField | undefined {
    return this.#all.find((field) => field.id === id);
  }
  follow(all: readonly CustomField[]): void {
    this.#all = all;
  }
}
export const customerFields = new KnownFields();
