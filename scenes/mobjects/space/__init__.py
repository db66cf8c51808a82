"""Space, projected onto the frame as ordinary flat mobjects."""
