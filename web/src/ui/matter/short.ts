// What is shown once is not shown twice.

const bare = (text: string): string => text.replace(/[\s。.!！?？;；]+$/u, "");

/** Whether the words say more than the subject that was drawn from them. */
export const saysMore = (words: string, subject: string): boolean => bare(words) !== bare(subject);
