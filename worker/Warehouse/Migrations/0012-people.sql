-- To look for the parts and jobs of each person would make a count of all people many times as long, so the view says whom else it has.
COMMENT ON VIEW ask.people IS
    'Everybody who has a part or job in a movie, or once had one: who has one now is in ask.movie_cast or ask.movie_crew.';
