"""The rules of reading, one module a task: `chat`, `workorder`, `masking`, `keywords`, `grams`, `pinyin`, `dates`,
`mentions`, `places`, `messages`. The others are what these stand on: `plain`, `numbers`, `rooms`, `names` and the
layouts of chat and orders. The word lists are in the app's `data`."""
