"""The tensor operations that are measured, and the words with which the program is asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One operation: channels last, padding SAME, extents of all axes."""

    operation: str
    value: tuple
    filter: tuple
    strides: tuple
    output: tuple

    @property
    def axes(self):
        """The number of spatial axes."""
        return len(self.strides)

    def pads(self, axis):
        """What SAME pads before and after a spatial axis, seen from the larger side."""
        transposed = "transpose" in self.operation
        ends = (self.output, self.value) if transposed else (self.value, self.output)
        large, small = (shape[1 + axis] for shape in ends)
        total = max(0, (small - 1) * self.strides[axis] + self.filter[axis] - large)
        return total // 2, total - total // 2

    def command(self, program, folder, output, threads):
        """The command line that runs the operation on the files of `folder`."""
        words = [program, "op", self.operation, "--value", f"{folder}/value.npy",
                 "--output", output, "--strides", ",".join(map(str, (1, *self.strides, 1))),
                 "--padding", "SAME", "--jobs", str(threads)]
        if self.operation.startswith("max_pool"):
            return [*words, "--ksize", ",".join(map(str, self.filter))]
        if "transpose" in self.operation:
            words += ["--output-shape", ",".join(map(str, self.output))]
        return [*words, "--filter", f"{folder}/filter.npy"]


CASES = {
    "i": Case("depthwise_conv2d_transpose", (1, 512, 512, 3), (4, 4, 3, 1), (2, 2),
              (1, 1024, 1024, 3)),
    "ii": Case("conv2d_transpose", (1, 64, 64, 64), (4, 4, 64, 64), (2, 2), (1, 128, 128, 64)),
    "iii": Case("conv2d_transpose", (1, 32, 32, 256), (3, 3, 128, 256), (2, 2),
                (1, 64, 64, 128)),
    "iv": Case("conv3d_transpose", (1, 4, 28, 28, 64), (3, 3, 3, 64, 64), (1, 2, 2),
               (1, 4, 56, 56, 64)),
    "v, forward": Case("conv3d", (10, 2, 7, 7, 512), (3, 3, 3, 512, 512), (1, 1, 1),
                       (10, 2, 7, 7, 512)),
    "v, maximum": Case("max_pool3d", (10, 2, 7, 7, 512), (1, 2, 2, 2, 1), (2, 2, 2),
                       (10, 1, 4, 4, 512)),
    "v, back": Case("conv3d_transpose", (10, 1, 4, 4, 512), (3, 3, 3, 512, 512), (2, 2, 2),
                    (10, 2, 7, 7, 512)),
    "vi": Case("conv2d_transpose", (8, 14, 14, 128), (3, 3, 64, 128), (2, 2), (8, 28, 28, 64)),
    "vii": Case("conv2d_transpose", (1, 28, 28, 64), (5, 5, 32, 64), (4, 4), (1, 112, 112, 32)),
}
