"""Holds an ONNX file to the network that it was made of."""

import copy

import numpy as np
import onnxruntime
import torch

from .model import BORDER

TOLERANCE = 1e-6
EXTENTS = [(2 * BORDER + 1, 2 * BORDER + 1), (31, 47), (64, 33)]


def check(path, network):
    """Throws where the file's output is further than the tolerance from that of the network
    in 64 bits, or where a constant picture does not stay constant."""
    session = onnxruntime.InferenceSession(str(path))
    exact = copy.deepcopy(network).double()
    random = np.random.default_rng(0)
    inputs = [random.uniform(16 / 255, 235 / 255, (1, 1, *extents)) for extents in EXTENTS]
    for luma in inputs + [np.full((1, 1, *EXTENTS[-1]), level / 255) for level in (16, 127, 235)]:
        luma = luma.astype(np.float32)
        (made,) = session.run(None, {"luma": luma})
        with torch.no_grad():
            wanted = exact(torch.from_numpy(luma.astype(np.float64))).numpy()
        np.testing.assert_allclose(made, wanted, rtol=0, atol=TOLERANCE)
        if np.ptp(luma) == 0:
            np.testing.assert_allclose(made, luma.item(0), rtol=0, atol=TOLERANCE)
