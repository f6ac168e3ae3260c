"""Measurements behind the figures in the documents: `python -m bench` prints all of them in one run.

Matrix products run on one thread, as the figures are for one core. The variables are set here because numpy reads
them when it is loaded, which is later.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
