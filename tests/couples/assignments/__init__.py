"""The services and queries of assignments."""
