// Sources of WireFormat.
