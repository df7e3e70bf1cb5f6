"""Posts (岗位): a duty in an area, with a title, held by one person at a time or by nobody. Work belongs to posts;
handing it over changes the holder. Titles are data, each mapped to one role."""
