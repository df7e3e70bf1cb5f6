// The desk's pages; each is fetched when it is opened first.
import { createRouter, createWebHistory } from "vue-router";

import { t } from "@/ui/i18n";

export const router = createRouter({
  history: createWebHistory("/desk/"),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
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
    { path: "/posts/:area?", name: "posts", component: () => import("./posts/PostsPage.vue"), props: true },
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
