"""The views: each turns one evaluation into a page or a document, and decides nothing."""
