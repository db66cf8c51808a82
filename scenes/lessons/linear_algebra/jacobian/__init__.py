"""The lesson on the Jacobian: close enough, every smooth map is linear."""
