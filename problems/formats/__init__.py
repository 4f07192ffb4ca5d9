"""Files and foreign objects that hold problems: the course's, RAVEN's."""
