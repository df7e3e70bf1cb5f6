// The field's pages.
import { createRouter, createWebHistory } from "vue-router";

import { t } from "@/ui/i18n";

export const router = createRouter({
  history: createWebHistory("/field/"),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: "/", name: "mine", component: () => import("./mine/MyMattersPage.vue") },
    { path: "/matters/:id", name: "matter", component: () => import("./mine/MatterPage.vue"), props: true },
    { path: "/find", name: "find", component: () => import("./find/FindPage.vue") },
    { path: "/me", name: "me", component: () => import("./shell/MePage.vue") },
    { path: "/me/notices", name: "notices", component: () => import("./shell/NoticesPage.vue") },
    { path: "/me/leave", name: "leave", component: () => import("./shell/LeavePage.vue") },
    { path: "/:rest(.*)*", name: "nowhere", redirect: "/" },
  ],
});

router.afterEach((to) => {
  document.title = `${t(`shell.titles.${String(to.name)}`)} · ${t("ui.app")}`;
});
