import { beforeEach, describe, expect, it } from "vitest";

import { unreachable, wordless } from "@/api/errors";

import { sayDone, sayFailure, toasts } from "./toasts";

describe("short words at the edge", () => {
  beforeEach(() => void toasts.splice(0));

  it("take back that there is no connection once something went through", () => {
    sayFailure(unreachable());
    sayFailure(wordless(413));
    sayDone("已记下");
    expect(toasts.map((toast) => toast.words)).toEqual(["内容太大", "已记下"]);
  });
});
