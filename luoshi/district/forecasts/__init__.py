"""预测: what measured promises come to by their day, foreseen in the background, kept for good, and held against what came.

Stands above progress and shows itself as a panel on its pages. Nothing is foreseen while a page is made: the library of statistics takes
seconds to load, and a figure changes once a month.
"""
