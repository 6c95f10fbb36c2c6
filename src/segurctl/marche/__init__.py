"""The walk: what to ask next of somebody who goes through the parcours, told apart from how it is asked."""
