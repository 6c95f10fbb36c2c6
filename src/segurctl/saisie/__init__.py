"""What a person enters, turned into changes of the file, and what those changes mean."""
