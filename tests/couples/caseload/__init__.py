"""The services and queries of caseload."""
