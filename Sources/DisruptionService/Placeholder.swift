// Sources of DisruptionService.
