"""`report` as one HTML page: what it draws, what its table says, and the page around them."""
