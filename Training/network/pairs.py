"""Pairs of small and large luma, and the patches that a step of training sees."""

import learned
import numpy as np
from PIL import Image

from .degradations import degraded

# Small luma is kept in 1/256 levels.
UNITS_PER_LEVEL = 256
# Half of the pairs are of pictures that were made smaller first, down to this factor: their
# edges are sharper than those that photographs have at full size.
LEAST_ZOOM = 0.5


class Pairs:
    """Degraded pictures and their originals.

    Each picture is drawn several times: another degradation, another place of the grid of
    squares, another size.
    """

    def __init__(self, paths, scale, degradations, draws, random):
        self.scale, self.pairs = scale, []
        for path in paths:
            picture = Image.open(path).convert("RGB")
            for _ in range(draws):
                self.pairs.append(self._pair(picture, degradations, random))
        areas = np.array([small.size for small, _ in self.pairs], float)
        self.weights = np.cumsum(areas**0.75 / np.sum(areas**0.75))

    def _pair(self, picture, degradations, random):
        zoom = random.uniform(LEAST_ZOOM, 1) if random.random() < 0.5 else 1
        size = [round(extent * zoom) for extent in picture.size]
        large = np.array(picture if zoom == 1 else picture.resize(size, Image.BICUBIC))
        top, left = random.integers(0, self.scale, 2)
        height = (large.shape[0] - top) // self.scale
        width = (large.shape[1] - left) // self.scale
        large = large[top : top + height * self.scale, left : left + width * self.scale]
        small = degraded(large, self.scale, degradations, random)
        units = np.round(learned.studio_luma(small) * UNITS_PER_LEVEL)
        return units.astype(np.uint16), learned.luma(large).astype(np.uint8)

    def batch(self, count, extent, border, random):
        """Patches of `extent` small pixels a side, and what they have to become without
        `border` of them: arrays of [count, 1, rows, columns], of levels / 255."""
        smalls, larges = [], []
        for _ in range(count):
            number = min(np.searchsorted(self.weights, random.random()), len(self.pairs) - 1)
            small, large = self.pairs[number]
            row, column = (int(random.integers(0, side - extent + 1)) for side in small.shape)
            inner = extent - 2 * border
            top, left = ((place + border) * self.scale for place in (row, column))
            patches = [
                small[row : row + extent, column : column + extent],
                large[top : top + inner * self.scale, left : left + inner * self.scale],
            ]
            turns, mirrored = random.integers(0, 4), random.random() < 0.5
            patches = [np.rot90(patch, turns) for patch in patches]
            if mirrored:
                patches = [patch[:, ::-1] for patch in patches]
            smalls.append(patches[0])
            larges.append(patches[1])
        inputs = np.stack(smalls)[:, None].astype(np.float32) / (255 * UNITS_PER_LEVEL)
        return inputs, np.stack(larges)[:, None].astype(np.float32) / 255
