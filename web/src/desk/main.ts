// The desk starts: words, routes, then who is at the screen.
import "element-plus/theme-chalk/base.css";
import "@/ui/ground.css";
import "./element.css";
import "./words";

import { createApp } from "vue";

import { i18nPlugin } from "@/ui/i18n";

import App from "./App.vue";
import { router } from "./router";

createApp(App).use(i18nPlugin).use(router).mount("#app");
