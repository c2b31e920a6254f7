"""What both partners agreed to, in versions, each in force only with both signatures."""
