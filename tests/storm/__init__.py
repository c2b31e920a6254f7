"""Nothing that was acknowledged is lost: hand-ins under kill -9, and what the disk has first."""
