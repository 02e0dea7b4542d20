"""Where facts come from: one module per kind of source, each of which validates at the door."""
