"""The partner's side, told as stories through the pages."""
