"""A figure's ink: layers of one tone, hues, and the dividers between cells."""
