"""Matrix products for spaCy's model by numpy's BLAS. Imported only where the model is loaded: it loads thinc."""

from __future__ import annotations

from typing import Any

import numpy as np
from thinc.api import NumpyOps


class BlasOps(NumpyOps):  # type: ignore[misc]
    """thinc's operations, with the products of matrices left to numpy."""

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:  # thinc's own signature
        """`x @ y`, either of them transposed first; written to `out` where that is given."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)
