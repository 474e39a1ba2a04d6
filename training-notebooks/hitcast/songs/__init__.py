"""spotify-popularity: how popular a track will be."""
