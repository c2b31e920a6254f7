"""Whatever anybody may send: odd values in every form, address and header, on both databases."""
