// Sources of History.
