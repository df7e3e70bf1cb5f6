"""The rules of reading, one module a task: `chat`, `workorder`, `masking`, `keywords`, `grams`, `pinyin`, `dates`,
`mentions`, `places`, `messages`; `plain`, `numbers`, `rooms` and `names` are what the others stand on."""
