"""The scoreboard: how well and how fast sayso does its work, measured on sets of pages with known truth."""
