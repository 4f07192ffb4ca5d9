"""What is measured of every figure of a problem: pictures, numbers and orientations."""
