// What the server refused, in its own two sentences, and what went wrong before it was reached, in ours.

export interface FieldError {
  field: string;
  title: string;
  title_en: string;
}

export interface Problem {
  status: number;
  type: string;
  title: string;
  title_en: string;
  errors?: FieldError[];
  [member: string]: unknown;
}

/** A refusal or a failure with words in both languages. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly titleEn: string;
  readonly errors: FieldError[];
  readonly members: Readonly<Record<string, unknown>>;

  constructor(problem: Problem) {
    super(`${problem.type}: ${problem.title_en}`);
    this.name = "ApiError";
    this.status = problem.status;
    this.type = problem.type;
    this.title = problem.title;
    this.titleEn = problem.title_en;
    this.errors = problem.errors ?? [];
    this.members = problem;
  }

  /** Whether sending the very same command again can help. */
  get mayBeSentAgain(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

export function unreachable(): ApiError {
  return new ApiError({
    status: 0,
    type: "network/unreachable",
    title: "网络不通，内容已保留，请稍后重发，不会重复",
    title_en: "No connection. What you typed is kept; send it again later, it will not be doubled",
  });
}

const PLAIN: Record<number, [string, string]> = {
  403: ["不允许这样操作，请刷新页面再试", "This is not allowed; refresh the page and try again"],
  404: ["没有找到", "Not found"],
  413: ["内容太大", "Too large"],
  429: ["操作太频繁，请稍等片刻", "Too many requests; wait a moment"],
  502: ["服务正在重启，请稍后再试", "The server is restarting; try again shortly"],
  503: ["系统繁忙，请稍后再试", "Busy; try again shortly"],
};

/** An answer that is no problem+json, such as a proxy's own page. */
export function wordless(status: number): ApiError {
  const [title, titleEn] = PLAIN[status] ?? [
    "服务器出错了，请稍后再试",
    "The server failed; try again later",
  ];
  return new ApiError({ status, type: `http/${status}`, title, title_en: titleEn });
}

/** Any thrown thing as an ApiError. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError({
    status: -1,
    type: "client/failed",
    title: "页面出错了，请刷新后再试",
    title_en: "The page failed; refresh and try again",
  });
}
