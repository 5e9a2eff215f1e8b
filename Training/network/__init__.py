"""Small networks that enlarge luma: trained from photographs, folded, written as ONNX."""

import pathlib
import sys

# The reductions and the measure are those of Benchmarks/learned.py.
sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "Benchmarks"))
