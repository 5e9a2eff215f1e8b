"""Prints FitGolden.swift: the taps of NumPy's lstsq for the picture of FitTests."""

import numpy as np

SIDE = 48


def symmetric(square, symmetry):
    if symmetry & 1:
        square = square[:, ::-1]
    if symmetry & 2:
        square = square[::-1]
    return square.T if symmetry & 4 else square


def samples(large):
    small = np.rint(large.reshape(SIDE // 2, 2, SIDE // 2, 2).mean((1, 3)))
    padded = np.pad(small, 1, mode="edge")
    for i in range(SIDE // 2):
        for j in range(SIDE // 2):
            window = padded[i : i + 3, j : j + 3] - small[i, j]
            output = large[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] - small[i, j]
            for symmetry in range(8):
                yield (
                    np.delete(symmetric(window, symmetry).ravel(), 4),
                    symmetric(output, symmetry).ravel(),
                )


def main():
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.int64)
    large = (x * x * 7 + y * y * 5 + x * y * 3) // 11 % 97 + (x * 5 + y * 9) % 61
    large = (large + (x // 6 + y // 5) % 2 * 80).astype(np.float64)
    inputs, outputs = (np.array(part) for part in zip(*samples(large)))
    taps = np.zeros((6, 6))
    for phase in range(4):
        solution = np.linalg.lstsq(inputs, outputs[:, phase], rcond=None)[0]
        square = np.insert(solution, 4, 1 - solution.sum()).reshape(3, 3)
        for a in range(3):
            for b in range(3):
                taps[phase // 2 + 4 - 2 * a, phase % 2 + 4 - 2 * b] = square[a, b]
    print("/// The taps that NumPy's `lstsq` gives for the picture of `FitTests`, made by")
    print("/// `make_goldens.py`: area reductions by 2, 3x3 inputs, all eight symmetries.")
    print("let fitGolden: [Double] = [")
    for row in taps:
        print("  " + ", ".join("%.10f" % tap for tap in row) + ",")
    print("]")


main()
