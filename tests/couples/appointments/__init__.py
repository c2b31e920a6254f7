"""The services and queries of appointments."""
