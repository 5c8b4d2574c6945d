"""Attachments: files that people hand in, checked by what they hold, kept whole, shown to whoever may see what they belong to."""
