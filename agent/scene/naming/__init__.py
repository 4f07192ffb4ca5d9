"""What the names of a problem's objects are made of: kinds of shape, labels of values, notches, dots on outlines."""
