"""What the program shows, recorded: each command of the command line, each page of the app."""
