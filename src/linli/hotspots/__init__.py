"""Hot issues (热点): what several people report on one thing, found by a job among the matters of a community as they
come. It suggests and shows its course; people watch it, put right what lies in it, and let all its open matters run
along with one, so that one answer reaches all who reported. It is no matter itself and changes none by itself."""
