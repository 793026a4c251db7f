"""Scripts whose words are not set apart by spaces."""

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Ranges of a class of characters, for regular expressions."""
