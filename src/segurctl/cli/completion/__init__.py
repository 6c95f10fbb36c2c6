"""What the shells ask at each press of TAB: names of commands, of options, and of what the files at hand hold.

One way through: the line as the shell gives it → `ligne` (words) → `place` (which parameter is being typed) →
`sources` (who knows its words) → `shells` (as that shell reads them). It imports no model, writes nothing, and whatever
is wrong with a file, it has less to offer and never says so: a line is being typed.
"""
