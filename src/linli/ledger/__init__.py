"""The ledger (办理记录): every act, once, written in the same transaction as what it changed. An entry holds ids,
codes, counts and names of changed fields, never words or personal values. It is not a log file: lists, figures and
timelines are counted from it, and nobody can change or remove an entry."""
