"""The geometry of L1 and L2 regularisation in the plane of two weights."""
