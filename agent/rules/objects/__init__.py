"""Rules of objects: series of their attributes, what follows from two of three values, analogies between scenes."""
