// The field starts: words, routes, then who holds the phone.
import "vant/es/style/base.css";
import "@/ui/ground.css";
import "./field.css";
import "./words";

import { createApp } from "vue";

import { i18nPlugin } from "@/ui/i18n";

import App from "./App.vue";
import { router } from "./router";

createApp(App).use(i18nPlugin).use(router).mount("#app");
