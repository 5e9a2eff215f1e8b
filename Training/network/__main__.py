"""Trains one network. See Training/networks.

usage: python -m network NAME SCALE --steps N --seed N --photographs FOLDER --output FILE.onnx
           --checkpoint FILE [--start FILE] [--hold-back] [--measure PICTURE...]
"""

import argparse
import pathlib
import sys
import time

import numpy as np
import onnx

from . import degradations, evaluation, export
from .check import check
from .pairs import Pairs
from .training import Training

# The degradations, how many pairs are made of each photograph, and a line of description.
NETWORKS = {
    "photo": (degradations.MIXTURE, 12,
              "Enlarges photographs that were reduced in any usual way, and JPEGs"),
    "photo-clean": (degradations.CLEAN, 8,
                    "Enlarges photographs that were reduced by antialiased bicubic alone"),
}


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=NETWORKS)
    parser.add_argument("scale", type=int, choices=[2, 3, 4])
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0, help="draws weights, pairs and patches")
    parser.add_argument("--photographs", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--start", metavar="CHECKPOINT",
                        help="of any scale: begin with its layers")
    parser.add_argument("--hold-back", action="store_true",
                        help="leave out every third photograph, and measure on those")
    parser.add_argument("--measure", nargs="*", type=pathlib.Path, default=[])
    return parser.parse_args()


def report(step, loss):
    print(f"step {step}, loss {loss:.4f}, {time.process_time() / 60:.1f} minutes", flush=True)


def main():
    arguments = parsed()
    paths = sorted(arguments.photographs.rglob("*.png"))
    held = paths[2::3] if arguments.hold_back else []
    mixture, draws, description = NETWORKS[arguments.name]
    pairs = Pairs([path for path in paths if path not in held], arguments.scale, mixture, draws,
                  np.random.default_rng(arguments.seed))
    training = Training(pairs, arguments.steps, arguments.seed, arguments.checkpoint,
                        arguments.start)
    network = training.run(report)
    for name, pictures in {"held back": held, "others": arguments.measure}.items():
        if pictures:
            print(f"PSNR of Y in dB on {len(pictures)} pictures, {name}")
            figures = evaluation.measured(network, pictures)
            print("  ".join(f"{way} {figure:.2f}" for way, figure in figures.items()))
    onnx.save(export.onnx_model(network, description), arguments.output)
    check(arguments.output, network)


if __name__ == "__main__":
    sys.exit(main())
