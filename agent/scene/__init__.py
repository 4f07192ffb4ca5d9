"""From a figure to objects: segmentation, what contains what, which object is which."""
