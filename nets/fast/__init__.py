"""The fast path: runs of layers fused into one, with the images innermost in memory."""
