"""Examples of objects for the network of objects: drawn, read by the scene reader, and labelled by what was drawn."""
