"""Which place a name means: GeoNames id, ISO codes and position of each, decided together."""
