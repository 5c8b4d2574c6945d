"""Benefits that come without application 免申即享: rules are run over everybody, a second person approves, the list can be objected to,
each beneficiary confirms or declines, the bank is told whom to pay and tells what became of it, and what was paid in error comes back.
Nobody is refused by a machine: whoever is not on a list can say so, and a person looks into it.
"""
