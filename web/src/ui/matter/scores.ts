// The colour of a rating: red for who is not satisfied, amber for who is just about, green for who is.

/** The tone of one of the five levels (1 非常不满意 … 5 非常满意). */
export function toneOfScore(score: number | null | undefined): "accent" | "warn" | "done" {
  if (!score || score >= 4) return "done";
  return score === 3 ? "warn" : "accent";
}
