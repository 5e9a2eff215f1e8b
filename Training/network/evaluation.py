"""The PSNR of luma that a network reaches on pictures, by the protocol of Benchmarks/learned.py."""

import learned
import numpy as np
import torch
from PIL import Image

from .model import BORDER, run


def enlarged(folded, small, scale):
    """Small RGB to large luma, rounded; the border that the network eats repeats the edges."""
    padded = np.pad(learned.studio_luma(small), BORDER, mode="edge") / 255
    with torch.no_grad():
        large = run(folded, torch.from_numpy(padded.astype(np.float32))[None, None], scale)
    return np.clip(np.round(large[0, 0].double().numpy() * 255), 16, 235)


def inputs(paths, scale):
    """For each picture its luma, and by the way of reduction its small RGB picture."""
    for path in paths:
        picture = np.array(Image.open(path).convert("RGB"))
        height, width = (extent // scale * scale for extent in picture.shape[:2])
        picture = picture[:height, :width]
        smalls = {
            way: learned.reduced(picture, scale, way, np.random.default_rng(1))
            for way in learned.REDUCTIONS
        }
        yield learned.luma(picture), smalls


def measured(network, paths):
    """By reduction, the mean over pictures."""
    with torch.no_grad():
        folded = network.folded()
    figures = [
        [
            learned.psnr(enlarged(folded, small, network.scale), wanted, network.scale)
            for small in smalls.values()
        ]
        for wanted, smalls in inputs(paths, network.scale)
    ]
    return dict(zip(learned.REDUCTIONS, np.mean(figures, 0)))
