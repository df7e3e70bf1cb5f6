// The desk's pages; each is fetched when it is opened first.
import type { Component } from "vue";
import { createRouter, createWebHistory } from "vue-router";

import { t } from "@/ui/i18n";

/** The register's pages bring their words. */
async function registerShell(): Promise<Component> {
  const [{ wordsReady }, { recordWordsReady }] = await Promise.all([
    import("./register/words"),
    import("@/ui/later/register/words"),
  ]);
  await Promise.all([wordsReady, recordWordsReady]);
  return (await import("./register/RegisterShell.vue")).default;
}

/** The pages of visits bring their words. */
async function visitsShell(): Promise<Component> {
  const [visits, papers, network, visit, record, register] = await Promise.all([
    import("./visits/words"),
    import("./paperwork/words"),
    import("./network/words"),
    import("@/ui/later/visit/words"),
    import("@/ui/later/register/words"),
    import("./register/words"),
  ]);
  await Promise.all([
    visits.wordsReady,
    papers.paperWordsReady,
    network.networkWordsReady,
    visit.visitWordsReady,
    record.recordWordsReady,
    register.wordsReady,
  ]);
  return (await import("./visits/VisitsShell.vue")).default;
}

/** The pages of patrols bring theirs, and those of visits, whose tools they use. */
async function patrolsShell(): Promise<Component> {
  const [{ wordsReady }, { patrolWordsReady }, { wordsReady: visitsReady }] = await Promise.all([
    import("./patrols/words"),
    import("@/ui/later/patrol/words"),
    import("./visits/words"),
  ]);
  await Promise.all([wordsReady, patrolWordsReady, visitsReady]);
  return (await import("./patrols/PatrolsShell.vue")).default;
}

/** So does the one of visits that is for whoever sees no register. */
async function carriedPage(): Promise<Component> {
  await visitsShell();
  return (await import("./visits/CarriedPage.vue")).default;
}

export const router = createRouter({
  history: createWebHistory("/desk/"),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    { path: "/", name: "workbench", component: () => import("./workbench/WorkbenchPage.vue") },
    { path: "/intake", name: "intake", component: () => import("./intake/IntakePage.vue") },
    { path: "/matters", name: "matters", component: () => import("./matters/MatterListPage.vue") },
    {
      path: "/matters/:id",
      name: "matter",
      component: () => import("./matters/MatterPage.vue"),
      props: true,
    },
    { path: "/grids/:code?", name: "grids", component: () => import("./grids/GridMapPage.vue"), props: true },
    {
      path: "/boundaries/:code?",
      name: "boundaries",
      component: () => import("./boundaries/BoundaryPage.vue"),
      props: true,
    },
    {
      path: "/regroupings",
      name: "regroupings",
      component: () => import("./regroupings/RegroupingsPage.vue"),
    },
    {
      path: "/regroupings/:id",
      name: "regrouping",
      component: () => import("./regroupings/RegroupingPage.vue"),
      props: true,
    },
    { path: "/loads", name: "loads", component: () => import("./loads/LoadsPage.vue") },
    { path: "/loads/:id", name: "load", component: () => import("./loads/LoadPage.vue"), props: true },
    { path: "/posts/:area?", name: "posts", component: () => import("./posts/PostsPage.vue"), props: true },
    { path: "/profile", name: "profile", component: () => import("./profile/ProfilePage.vue") },
    {
      path: "/register",
      component: registerShell,
      children: [
        { path: "", name: "register", component: () => import("./register/RegisterPage.vue") },
        {
          path: "buildings/:id",
          name: "building",
          component: () => import("./register/BuildingPage.vue"),
          props: true,
        },
        {
          path: "dwellings/:id",
          name: "dwelling",
          component: () => import("./register/DwellingPage.vue"),
          props: true,
        },
        { path: "residents", name: "residents", component: () => import("./register/ResidentsPage.vue") },
        {
          path: "residents/:id",
          name: "resident",
          component: () => import("./register/ResidentPage.vue"),
          props: true,
        },
        {
          path: "organisations",
          name: "organisations",
          component: () => import("./register/OrganisationsPage.vue"),
        },
        {
          path: "organisations/:id",
          name: "organisation",
          component: () => import("./register/OrganisationPage.vue"),
          props: true,
        },
        { path: "informants", name: "informants", component: () => import("./ties/InformantsPage.vue") },
        { path: "labels/review", name: "review", component: () => import("./register/ReviewPage.vue") },
        {
          path: "completeness",
          name: "completeness",
          component: () => import("./completeness/CompletenessPage.vue"),
        },
        { path: "looks", name: "looks", component: () => import("./privacy/LooksPage.vue") },
        { path: "purposes", name: "purposes", component: () => import("./privacy/PurposesPage.vue") },
      ],
    },
    { path: "/hotspots", name: "hotspots", component: () => import("./hotspots/HotListPage.vue") },
    {
      path: "/hotspots/:id",
      name: "hotspot",
      component: () => import("./hotspots/HotIssuePage.vue"),
      props: true,
    },
    {
      path: "/visits",
      component: visitsShell,
      children: [
        { path: "", name: "visits", component: () => import("./visits/DuePage.vue") },
        { path: "plan", name: "visit-plan", component: () => import("./visits/PlanPage.vue") },
        { path: "coverage", name: "coverage", component: () => import("./visits/CoveragePage.vue") },
        { path: "campaigns", name: "campaigns", component: () => import("./visits/CampaignsPage.vue") },
        {
          path: "campaigns/:id",
          name: "campaign",
          component: () => import("./visits/CampaignPage.vue"),
          props: true,
        },
        { path: "records", name: "visit-records", component: () => import("./visits/RecordsPage.vue") },
        { path: "calendar", name: "visit-calendar", component: () => import("./visits/CalendarPage.vue") },
        { path: "journal", name: "journal", component: () => import("./visits/JournalPage.vue") },
        { path: "cadences", name: "cadences", component: () => import("./visits/CadencesPage.vue") },
        { path: "papers", name: "cards", component: () => import("./paperwork/CardsPage.vue") },
        {
          path: "papers/notices",
          name: "visit-notices",
          component: () => import("./paperwork/NoticesPage.vue"),
        },
        { path: "papers/sheets", name: "sheets", component: () => import("./paperwork/SheetsPage.vue") },
        {
          path: "papers/sheets/:id",
          name: "sheet",
          component: () => import("./paperwork/SheetPage.vue"),
          props: true,
        },
        { path: "papers/relief", name: "relief", component: () => import("./paperwork/ReliefPage.vue") },
        { path: "talks", name: "talks", component: () => import("./paperwork/InterviewsPage.vue") },
        { path: "network", name: "network", component: () => import("./network/NetworkPage.vue") },
        {
          path: "network/:id",
          name: "home-network",
          component: () => import("./network/HomeNetworkPage.vue"),
          props: true,
        },
        { path: "boards", name: "boards", component: () => import("./paperwork/BoardsPage.vue") },
      ],
    },
    {
      path: "/patrols",
      component: patrolsShell,
      children: [
        { path: "", name: "patrols", component: () => import("./patrols/DayPage.vue") },
        { path: "rounds", name: "patrol-rounds", component: () => import("./patrols/RoundsPage.vue") },
        { path: "found", name: "patrol-found", component: () => import("./patrols/FoundPage.vue") },
        { path: "figures", name: "patrol-figures", component: () => import("./patrols/FiguresPage.vue") },
        { path: "routes", name: "patrol-routes", component: () => import("./patrols/RoutesPage.vue") },
      ],
    },
    { path: "/carried", name: "carried", component: carriedPage },
    { path: "/register/find", name: "find", component: () => import("./find/FindPage.vue") },
    { path: "/people", name: "people", component: () => import("./people/PeoplePage.vue") },
    {
      path: "/settings/templates/:kind?",
      name: "templates",
      component: () => import("./templates/TemplatesPage.vue"),
      props: true,
    },
    { path: "/settings/mail", name: "mail", component: () => import("./templates/MailPage.vue") },
    { path: "/me/notices", name: "notices", component: () => import("./messages/NoticesPage.vue") },
    { path: "/me/leave", name: "leave", component: () => import("./shell/LeavePage.vue") },
    { path: "/blocks", name: "blocks", component: () => import("./blocks/BlocksPage.vue") },
    {
      path: "/settings/:part?",
      name: "settings",
      component: () => import("./settings/SettingsPage.vue"),
      props: true,
    },
    { path: "/messages", name: "messages", component: () => import("./messages/MessagesPage.vue") },
    { path: "/:rest(.*)*", name: "nowhere", component: () => import("./shell/NowherePage.vue") },
  ],
});

router.afterEach((to) => {
  document.title = `${t(`shell.titles.${String(to.name)}`)} · ${t("ui.app")}`;
});
