"""What is measured of every figure of a problem: pictures and numbers."""
