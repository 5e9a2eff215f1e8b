"""Reads pictures as the program must see them: palettes and small depths expanded."""

import cv2
import numpy as np
from PIL import Image


def read(path):
    """The samples of a picture, [height, width, channels], uint8 or uint16; of inks, float64.

    Pillow cuts 16-bit colour to 8 bits, so such files are read by OpenCV.
    """
    deep = cv2.imread(str(path), cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION)
    if deep is not None and deep.dtype == np.uint16:
        deep = deep.reshape(*deep.shape[:2], -1)
        return deep[:, :, [2, 1, 0, 3][: deep.shape[2]]] if deep.shape[2] > 1 else deep
    with Image.open(path) as picture:
        if picture.mode == "P":
            picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        if picture.mode == "CMYK":
            # What is left out of each ink, in 16 bits once black has its share.
            left = 255.0 - np.asarray(picture)
            return left[:, :, :3] * left[:, :, 3:] / 255
        if picture.mode == "1":
            picture = picture.convert("L")
        pixels = np.asarray(picture)
    return pixels.reshape(*pixels.shape[:2], -1)
