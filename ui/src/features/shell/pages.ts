/** Which page stands at which route. */
import type { Component } from "svelte";
import type { Route } from "$lib/router.svelte";
import Calendar from "../../routes/calendar/Page.svelte";
import Conversations from "../../routes/conversations/Page.svelte";
import Customer from "../../routes/customer/Page.svelte";
import Customers from "../../routes/customers/Page.svelte";
import Dossier from "../../routes/dossier/Page.svelte";
import Duplicates from "../../routes/duplicates/Page.svelte";
import Health from "../../routes/health/Page.svelte";
import History from "../../routes/history/Page.svelte";
import Import from "../../routes/import/Page.svelte";
import Imports from "../../routes/imports/Page.svelte";
import Insights from "../../routes/insights/Page.svelte";
import Reports from "../../routes/reports/Page.svelte";
import Merge from "../../routes/merge/Page.svelte";
import Settings from "../../routes/settings/Page.svelte";
import Today from "../../routes/today/Page.svelte";

const PAGES: Record<Route["name"], Component> = {
  today: Today,
  calendar: Calendar,
  customers: Customers,
  customer: Customer,
  dossier: Dossier,
  conversations: Conversations,
  insights: Insights,
  reports: Reports,
  history: History,
  health: Health,
  duplicates: Duplicates,
  merge: Merge,
  import: Import,
  imports: Imports,
  settings: Settings,
};

export const pageOf = (route: Route): Component => PAGES[route.name];
