"""How a figure is cut into layers, pieces and curves, from which `agent.scene.reading` makes objects."""
