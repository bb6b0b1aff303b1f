// Sources of DisruptionCore.
