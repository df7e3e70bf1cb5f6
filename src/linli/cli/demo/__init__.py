"""The synthetic community, told by pure generators: places, grids, people, words and a year of life stories. Everything
here is invented, seeded and the same on every run; nothing touches Django or a database. The loader of the demo maps
posts, people and steps to actions. Names shown on staff screens end in （演示）."""
