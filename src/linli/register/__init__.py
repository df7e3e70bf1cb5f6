"""The register (底册): estates, buildings, entrances and dwellings; the households in them and their residents; shops,
enterprises and partners; dated labels and skills. It says who lives where and since when, and where each fact is from.
It is no population register of the state, holds no files on single persons (`casefiles`) and no visits."""
