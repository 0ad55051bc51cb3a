"""Charts as geometry: what stands where in an SVG. Templates draw it, stylesheets colour it."""
