"""分类学习: versions of what was learnt from a site's own closed matters about categories, which of them is asked at
intake, and how often people chose otherwise than was suggested. It knows texts only while it learns; what it keeps are
numbers and words many texts share. Without a version in use the keywords of the dictionary speak alone."""
