// The field's pages.
import type { Component } from "vue";
import { createRouter, createWebHistory } from "vue-router";

import { t } from "@/ui/i18n";

/** A page of the register brings its words. */
const record =
  (page: () => Promise<Component>): (() => Promise<Component>) =>
  async () => {
    const { recordWordsReady } = await import("@/ui/later/register/words");
    await recordWordsReady;
    return page();
  };

/** A page of visits brings theirs, and those of the register. */
const visit =
  (page: () => Promise<Component>): (() => Promise<Component>) =>
  async () => {
    const [{ visitWordsReady }, { doorWordsReady }, { recordWordsReady }] = await Promise.all([
      import("@/ui/later/visit/words"),
      import("./visits/words"),
      import("@/ui/later/register/words"),
    ]);
    await Promise.all([visitWordsReady, doorWordsReady, recordWordsReady]);
    return page();
  };

/** A page of patrols brings theirs. */
const walk =
  (page: () => Promise<Component>): (() => Promise<Component>) =>
  async () => {
    const [{ patrolWordsReady }, { walkWordsReady }] = await Promise.all([
      import("@/ui/later/patrol/words"),
      import("./patrols/words"),
    ]);
    await Promise.all([patrolWordsReady, walkWordsReady]);
    return page();
  };

export const router = createRouter({
  history: createWebHistory("/field/"),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    {
      path: "/",
      name: "today",
      component: walk(visit(() => import("./visits/TodayPage.vue"))),
    },
    {
      path: "/carried",
      name: "carried",
      component: visit(() => import("./visits/CarriedPage.vue")),
    },
    {
      path: "/carried/:id",
      name: "carry",
      component: visit(() => import("./visits/CarryPage.vue")),
      props: ({ params, query }) => ({ id: String(params["id"]), mend: String(query["mend"] ?? "") }),
    },
    {
      path: "/visits/mend",
      name: "mend-visit",
      component: () => import("./visits/MendPage.vue"),
      props: ({ query }) => ({ mend: String(query["mend"] ?? "") }),
    },
    {
      path: "/fix-mend",
      name: "mend-fix",
      component: visit(() => import("./visits/FixMendPage.vue")),
      props: ({ query }) => ({ mend: String(query["mend"] ?? "") }),
    },
    {
      path: "/tie-mend",
      name: "mend-tie",
      component: visit(() => import("./visits/TieMendPage.vue")),
      props: ({ query }) => ({ mend: String(query["mend"] ?? "") }),
    },
    {
      path: "/visits/:id",
      name: "door",
      component: visit(() => import("./visits/DoorPage.vue")),
      props: ({ params, query }) => ({ id: String(params["id"]), mend: String(query["mend"] ?? "") }),
    },
    {
      path: "/patrols/mend",
      name: "mend-patrol",
      component: () => import("./patrols/MendPage.vue"),
      props: ({ query }) => ({ mend: String(query["mend"] ?? "") }),
    },
    {
      path: "/patrols/:id/:slot(\\d+)",
      name: "patrol",
      component: walk(() => import("./patrols/WalkPage.vue")),
      props: ({ params, query }) => ({
        id: String(params["id"]),
        slot: Number(params["slot"]),
        mend: String(query["mend"] ?? ""),
      }),
    },
    { path: "/mine", name: "mine", component: () => import("./mine/MyMattersPage.vue") },
    { path: "/matters/:id", name: "matter", component: () => import("./mine/MatterPage.vue"), props: true },
    { path: "/find", name: "find", component: () => import("./find/FindPage.vue") },
    {
      path: "/register/buildings/:id",
      name: "building",
      component: record(() => import("./register/BuildingPage.vue")),
      props: true,
    },
    {
      path: "/register/dwellings/:id",
      name: "dwelling",
      component: record(() => import("./register/HomePage.vue")),
      props: true,
    },
    {
      path: "/register/residents/:id",
      name: "resident",
      component: record(() => import("./register/PersonPage.vue")),
      props: true,
    },
    {
      path: "/register/organisations/:id",
      name: "organisation",
      component: record(() => import("./register/FirmPage.vue")),
      props: true,
    },
    {
      path: "/raise",
      name: "raise",
      component: () => import("./raise/RaisePage.vue"),
      props: ({ query }) => ({
        mend: String(query["mend"] ?? ""),
        place: String(query["place"] ?? ""),
        area: String(query["area"] ?? ""),
      }),
    },
    {
      path: "/kept/:id",
      name: "kept",
      component: record(() => import("./kept/KeptHomePage.vue")),
      props: true,
    },
    { path: "/me/pack", name: "pack", component: () => import("./kept/PackPage.vue") },
    { path: "/me/phones", name: "phones", component: () => import("./outbox/PhonesPage.vue") },
    { path: "/outbox", name: "outbox", component: () => import("./outbox/OutboxPage.vue") },
    { path: "/me", name: "me", component: () => import("./shell/MePage.vue") },
    { path: "/me/notices", name: "notices", component: () => import("./shell/NoticesPage.vue") },
    { path: "/me/leave", name: "leave", component: () => import("./shell/LeavePage.vue") },
    { path: "/:rest(.*)*", name: "nowhere", redirect: "/" },
  ],
});

router.afterEach((to) => {
  document.title = `${t(`shell.titles.${String(to.name)}`)} · ${t("ui.app")}`;
});
