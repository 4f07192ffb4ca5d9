"""The verifier: proves that a problem follows its rules and that one option alone fits."""
