"""What a partner writes: a draft, a submission, its answers and what became of it."""
