"""All knowledge of Indonesian: text -> tokens with offsets -> folded forms -> stems; sentences; stopwords."""
