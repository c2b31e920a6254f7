"""How a practice wants its papers, and how one brief is to differ from that."""
