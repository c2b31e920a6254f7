"""Forms, field by field."""
