// The arrows of the web client: faces never meet, the outbox knows no Vue, shared parts know no face.
module.exports = {
  forbidden: [
    {
      name: "faces-never-meet",
      severity: "error",
      from: { path: "^src/(desk|field)/" },
      to: { path: "^src/(desk|field)/", pathNot: "^src/$1/" },
    },
    {
      name: "desk-uses-element-plus-only",
      severity: "error",
      from: { path: "^src/desk/" },
      to: { path: "vant" },
    },
    {
      name: "field-uses-vant-only",
      severity: "error",
      from: { path: "^src/field/" },
      to: { path: "element-plus" },
    },
    {
      name: "outbox-knows-no-vue",
      severity: "error",
      from: { path: "^src/outbox/" },
      to: { path: ["\\.vue$", "node_modules/(vue|@vue|vue-router|vue-i18n|vant|element-plus)/"] },
    },
    {
      name: "the-worker-stands-alone",
      severity: "error",
      from: { path: "^src/sw/" },
      to: { path: "^src/", pathNot: "^src/sw/" },
    },
    {
      name: "ui-knows-no-face",
      severity: "error",
      from: { path: "^src/ui/" },
      to: { path: "^src/(desk|field)/" },
    },
    {
      name: "ui-bears-no-widget-library",
      comment: "Shared parts are drawn in both faces, so they carry neither library.",
      severity: "error",
      from: { path: "^src/ui/" },
      to: { path: "node_modules/(vant|element-plus)/" },
    },
    {
      name: "api-stands-alone",
      severity: "error",
      from: { path: "^src/api/" },
      to: { path: "^src/", pathNot: "^src/api/" },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: ["\\.d\\.ts$", "\\.test\\.ts$", "\\.json$"] },
      to: {},
    },
    {
      name: "not-to-tests",
      severity: "error",
      from: { pathNot: "\\.test\\.ts$" },
      to: { path: "\\.test\\.ts$" },
    },
    {
      name: "all-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^geojson$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.app.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".vue", ".js", ".mjs", ".json", ".css"],
      exportsFields: ["exports"],
      conditionNames: ["import", "module", "default"],
    },
  },
};
