// Sources of ReferenceData.
