"""The truth about sweeps, written by hand: who sees what an eastern village reports, who may do what."""

from tests.matrix.seen import people

# Whoever oversees the village, or sits in its committee. A grid is less than the village.
SWEEP_SEEN = people("county.east town_hall.east village.east")
CHASERS = people("office.east town.east")
JUDGES = people("office.east")
