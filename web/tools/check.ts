// Everything that must hold before a change is taken, one line each; the first words of a failure are printed whole.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bin = (name: string): string => join("node_modules", ".bin", name);
let failed = 0;

function hold(title: string, command: string, args: string[]): void {
  const began = performance.now();
  const run = spawnSync(command, args, { encoding: "utf8", shell: process.platform === "win32" });
  const good = run.status === 0;
  console.log(`${good ? "ok  " : "FAIL"} ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (!good) {
    failed += 1;
    console.error(run.stdout, run.stderr, run.error?.message ?? "");
  }
}

function holdTypesOfTheApi(): void {
  const fresh = join(tmpdir(), `linli-schema-${process.pid}.ts`);
  const same = (): boolean => readFileSync(fresh, "utf8") === readFileSync("src/api/schema.ts", "utf8");
  const made = spawnSync(bin("openapi-typescript"), ["openapi.json", "-o", fresh], { encoding: "utf8" });
  spawnSync(bin("prettier"), [
    "--config",
    ".prettierrc.json",
    "--ignore-path",
    "none",
    "--log-level",
    "warn",
    "--write",
    fresh,
  ]);
  const good = made.status === 0 && existsSync("src/api/schema.ts") && same();
  console.log(`${good ? "ok  " : "FAIL"} src/api/schema.ts is what openapi.json says`);
  if (!good) {
    failed += 1;
    console.error(made.status === 0 ? "Out of date: run `npm run api`." : made.stderr);
  }
  rmSync(fresh, { force: true });
}

function holdLock(): void {
  const lock = readFileSync("package-lock.json", "utf8");
  const good = !lock.includes('"resolved"');
  console.log(`${good ? "ok  " : "FAIL"} package-lock.json names no registry`);
  if (!good) failed += 1;
}

hold("format", bin("prettier"), ["--check", "--log-level", "warn", "."]);
hold("lint", bin("oxlint"), ["--deny-warnings"]);
hold("types", bin("vue-tsc"), ["--build"]);
hold("arrows", bin("depcruise"), ["src", "--config", ".dependency-cruiser.cjs"]);
holdTypesOfTheApi();
holdLock();
process.exit(failed ? 1 : 0);
