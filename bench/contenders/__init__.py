"""What is measured: one program for each contender, run in a process of its own.

Programs of peers run in the peers' own environment (`peers.txt`) and import nothing of ours. Each prints one JSON
object: `items` (what it made), `read` (of how many inputs), `versions` (of the libraries it rests on).
"""
